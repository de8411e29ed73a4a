/** Restricts simple types: scalar values become a base type of XSD and facets. */
import type { Leaf } from '../../model/tree.ts';
import type { Code, Model, Schema } from '../../model/types.ts';
import { decimalText, XML_BOOLEANS } from '../../model/xml-text.ts';
import { xsdPattern } from './pattern.ts';
import { xml, type Xml, labels } from './xml.ts';

export type Restriction = { base: string; facets: Xml[] };

/** The time zone that `xs:date` allows and that readers drop. */
const ZONE = '(Z|[+\\-][0-9]{2}:[0-9]{2})?';

const FACETS = ['enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum'] as const;
const SILENT = new Set(['type', 'format', 'title', 'description', ...FACETS]);

/**
 * Returns the base type and facets for a leaf. Throws an Error for a keyword without an equivalent facet, so that no constraint
 * is lost silently.
 */
export function restriction(leaf: Leaf, model: Model): Restriction {
  const { schema, type, isDate } = leaf;
  const stranger = Object.keys(schema).find((keyword) => !SILENT.has(keyword) && !keyword.startsWith('x-'));
  if (stranger !== undefined)
    throw new Error(`XSD: there is no facet for « ${stranger} ». Add it to src/generate/xsd/simple.ts.`);
  if (leaf.nullable) throw new Error('XSD: a value that may be null cannot be said.');
  if (type === 'boolean')
    return { base: 'xs:token', facets: Object.keys(XML_BOOLEANS).map((value) => facet('enumeration', value)) };
  const base = isExactDay(leaf) ? 'xs:date' : { string: 'xs:string', integer: 'xs:integer', number: 'xs:decimal' }[type];
  return { base, facets: [...bounds(leaf), ...pattern(schema, isDate), ...codes(schema, codelistOf(leaf, model))] };
}

/** Texts that are not valid days. If a pattern accepts one of them, `xs:date` would refuse values that the schema accepts. */
const NO_DAYS = ['2023-02-29', '2024-02-30', '2024-04-31', '2024-13-01', '2024-00-01', '2024-01-00', '2024-01-32'];
const NO_DATES = ['x2024-01-01', '2024-01-01x', '2024-1-1', '20240101', '24-01-01', '2024', ''];

/**
 * Whether the pattern accepts only valid days (except those of year 0000), so that `xs:date` can be used. `xs:date` has no length
 * facets.
 */
export function isExactDay({ isDate, schema: { pattern, minLength, maxLength } }: Leaf): boolean {
  if (!isDate || pattern === undefined || minLength !== undefined || maxLength !== undefined) return false;
  const form = new RegExp(pattern, 'u');
  return ![...NO_DAYS, ...NO_DATES].some((text) => form.test(text));
}

const facet = (name: string, value: string, content: Xml[] = []): Xml => xml(name, { value }, content);

/** XSD requires integer bounds for `xs:integer`. */
function bounds({ type, schema: { minLength, maxLength, minimum, maximum } }: Leaf): Xml[] {
  const whole = (round: (bound: number) => number, bound: number | undefined): number | undefined =>
    bound === undefined || type !== 'integer' ? bound : round(bound);
  const facets = { minLength, maxLength, minInclusive: whole(Math.ceil, minimum), maxInclusive: whole(Math.floor, maximum) };
  return Object.entries(facets).flatMap(([name, value]) => (value === undefined ? [] : [facet(name, decimalText(value))]));
}

function pattern({ pattern: source }: Schema, isDate: boolean): Xml[] {
  const whole = source === undefined ? undefined : xsdPattern(source);
  return whole === undefined ? [] : [facet('pattern', isDate ? `(${whole})${ZONE}` : whole)];
}

const codelistOf = ({ codelist }: Leaf, model: Model): readonly Code[] =>
  codelist === undefined ? [] : (model.codelists[codelist] ?? []);

const codes = (schema: Schema, codelist: readonly Code[]): Xml[] =>
  (schema.enum ?? []).map((value) => facet('enumeration', String(value), labels(codelist.find(({ code }) => code === value))));
