/** Values without parts as simple types: a base of XSD and its facets. */
import type { Leaf } from '../../model/tree.ts';
import type { Code, Model, Schema } from '../../model/types.ts';
import { decimalText, XML_BOOLEANS } from '../../model/xml-text.ts';
import { labels } from './documentation.ts';
import { xsdPattern } from './pattern.ts';
import { xml, type Xml } from './xml.ts';

export type Restriction = { base: string; facets: Xml[] };

/** The zone that `xs:date` allows, and that readers drop. */
const ZONE = '(Z|[+\\-][0-9]{2}:[0-9]{2})?';

const FACETS = ['enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum'] as const;
const SILENT = new Set(['type', 'format', 'title', 'description', ...FACETS]);

/** How XSD says what a leaf accepts. Throws an Error for a keyword that it has no facet for: a constraint is never lost in silence. */
export function restriction(leaf: Leaf, model: Model): Restriction {
  const { schema, type, isDate } = leaf;
  const stranger = Object.keys(schema).find((keyword) => !SILENT.has(keyword) && !keyword.startsWith('x-'));
  if (stranger !== undefined)
    throw new Error(`XSD: there is no facet for « ${stranger} ». Add it to src/generate/xsd/simple.ts.`);
  if (leaf.nullable) throw new Error('XSD: a value that may be null cannot be said.');
  if (type === 'boolean')
    return { base: 'xs:token', facets: Object.keys(XML_BOOLEANS).map((value) => facet('enumeration', value)) };
  const base = isDate ? 'xs:date' : { string: 'xs:string', integer: 'xs:integer', number: 'xs:decimal' }[type];
  return { base, facets: [...bounds(schema), ...pattern(schema, isDate), ...codes(schema, codelistOf(leaf, model))] };
}

const facet = (name: string, value: string, content: Xml[] = []): Xml => xml(name, { value }, content);

function bounds({ minLength, maxLength, minimum, maximum }: Schema): Xml[] {
  const lengths = Object.entries({ minLength, maxLength });
  const values = Object.entries({ minInclusive: minimum, maxInclusive: maximum });
  return [...lengths, ...values].flatMap(([name, value]) => (value === undefined ? [] : [facet(name, decimalText(value))]));
}

function pattern({ pattern: source }: Schema, isDate: boolean): Xml[] {
  if (source === undefined) return [];
  return [facet('pattern', isDate ? `(${xsdPattern(source)})${ZONE}` : xsdPattern(source))];
}

const codelistOf = ({ codelist }: Leaf, model: Model): readonly Code[] =>
  codelist === undefined ? [] : (model.codelists[codelist] ?? []);

const codes = (schema: Schema, codelist: readonly Code[]): Xml[] =>
  (schema.enum ?? []).map((value) => facet('enumeration', String(value), labels(codelist.find(({ code }) => code === value))));
