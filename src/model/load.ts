import type { RecordKind } from './kinds.ts';
import { readLegalTexts, type LegalTexts } from './citation.ts';
import { sourceInWords } from './source-words.ts';
import { readCodelists } from './codelists.ts';
import { fieldsFor, readFields } from './fields.ts';
import type { Code, Field, Model, RecordList, Schema, Texts } from './types.ts';
import { subschemas } from './tree.ts';
import { withConstants } from './constants.ts';
import type { Rule } from './rules.ts';
import { readSource } from './source-text.ts';
import { readInParts, SourceError, refuseUnread } from './source-error.ts';
import { MODEL_SOURCES } from '../messages/compiled/model-sources.ts';
import { textsOf } from '../../packages/base/src/texts.ts';

/**
 * The Model of one version. `files` holds, by path: `decp.schema.json` (the bundle of the version's modular schemas),
 * `codelists/<name>.csv`, `fields/<x-field>.yaml` and `rules/<id>.yaml`; with `legal-texts.yaml`, the sources of codes and fields are put in words
 * (« arrêté du 22 décembre 2022 (marchés), annexe I (texte non lu) »). Throws an Error that names file and place when they do not fit together.
 */
export function loadModel(files: ReadonlyMap<string, string>, version: string): Model {
  const bundle = files.get('decp.schema.json');
  if (bundle === undefined) throw new Error(`${version}: decp.schema.json is missing`);
  const citations = readLegalTexts(files.get('legal-texts.yaml') ?? '');
  const { codelists, fields, rules } = readInParts((part) => {
    const read: Pick<Model, 'codelists' | 'fields' | 'rules'> = { codelists: {}, fields: {}, rules: [] };
    part(() => (read.codelists = citedCodes(readCodelists(files), citations)));
    part(() => (read.fields = citedFields(readFields(files, version), citations)));
    part(() => (read.rules = readRules(files)));
    return read;
  });
  const schema = annotate(JSON.parse(bundle) as Schema, codelists, fields);
  return {
    version,
    schema,
    lists: recordLists(schema),
    fields: fieldsFor(schema, fields),
    codelists,
    rules: rules.map((rule) => (rule.since === 'next' ? { ...rule, since: version } : rule)),
    unicodePatterns: schema['x-unicode-patterns'] !== false,
  };
}

const citedCodes = (codelists: Record<string, Code[]>, citations: LegalTexts): Record<string, Code[]> =>
  Object.fromEntries(
    Object.entries(codelists).map(([name, codes]) => [
      name,
      codes.map((code) => ({ ...code, source: sourceInWords(code.source, citations, 'fr') })),
    ]),
  );

/** A field without a source has its fault reported by the check of fields. */
const citedFields = (fields: Record<string, Field>, citations: LegalTexts): Record<string, Field> =>
  Object.fromEntries(
    Object.entries(fields).map(([id, field]) => [
      id,
      hasSource(field) ? { ...field, source: citedTexts(field.source, citations) } : field,
    ]),
  );

const hasSource = ({ source }: { source?: Partial<Texts> }): boolean =>
  typeof source?.fr === 'string' && typeof source.en === 'string';

const citedTexts = ({ fr, en }: Texts, citations: LegalTexts): Texts => ({
  fr: sourceInWords(fr, citations, 'fr'),
  en: sourceInWords(en, citations, 'en'),
});

/** A copy of the bundle with each codelist expanded into `enum` and the texts of each field copied in. */
function annotate(bundle: Schema, codelists: Record<string, Code[]>, fields: Record<string, Field>): Schema {
  const schema = structuredClone(bundle);
  return readInParts((part) => {
    for (const [pointer, node] of subschemas(schema)) {
      const list = node['x-codelist'];
      if (list !== undefined) part(() => (node.enum = codesOf(codelists, list, pointer, node['x-nullable'] === true)));
      const id = node['x-field'];
      if (id !== undefined) part(() => void Object.assign(node, fieldTexts(fields, id, pointer)));
    }
    return schema;
  });
}

function codesOf(codelists: Record<string, Code[]>, name: string, pointer: string, nullable: boolean): unknown[] {
  const codes = Object.hasOwn(codelists, name) ? codelists[name] : undefined;
  if (!codes) {
    throw new SourceError(
      `codelists/${name}.csv`,
      textsOf(MODEL_SOURCES, (say) => say['codelist.missing']({ pointer })),
    );
  }
  return [...codes.map(({ code }) => code), ...(nullable ? [null] : [])];
}

function fieldTexts(fields: Record<string, Field>, id: string, pointer: string): Partial<Schema> {
  const field = Object.hasOwn(fields, id) ? fields[id] : undefined;
  if (!field) {
    throw new SourceError(
      `../fields/${id}.yaml`,
      textsOf(MODEL_SOURCES, (say) => say['field.missing']({ pointer })),
    );
  }
  const { title, description } = field;
  return { title: title.fr, description: description.fr, 'x-title-en': title.en, 'x-description-en': description.en };
}

/** The lists of the root that hold records, found by what their items refer to. */
function recordLists(schema: Schema): RecordList[] {
  const marches = schema.properties?.['marches'] ?? {};
  const flat = listOf('/marches', marches);
  if (flat) return [flat];
  return Object.entries(marches.properties ?? {}).flatMap(([name, list]) => listOf(`/marches/${name}`, list) ?? []);
}

function listOf(path: string, { items, uniqueItems = false }: Schema): RecordList | undefined {
  if (!items) return undefined;
  const union = items.anyOf ? 'anyOf' : items.oneOf ? 'oneOf' : undefined;
  const branches = union === undefined ? [items] : (items[union] ?? []);
  const kinds = branches.map(({ $ref }) => $ref?.replace('#/$defs/', '') as RecordKind);
  return { path, kinds, uniqueItems, ...(union && { union }) };
}

/** The rules of `rules/<id>.yaml`, in the order of their names, their constants put in their places. Only that they are YAML is made sure of here: the check of rules says the rest. */
export const readRules = (files: ReadonlyMap<string, string>): Rule[] =>
  readInParts((part) => {
    const rules: Rule[] = [];
    for (const path of [...files.keys()].filter((name) => /^rules\/[^/]+\.yaml$/.test(name)).sort())
      part(() => {
        const source = readSource(files.get(path) ?? '');
        refuseUnread(path, source);
        rules.push(withConstants(source) as Rule);
      });
    return rules;
  });
