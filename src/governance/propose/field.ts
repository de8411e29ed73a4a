import { valueAt } from '../../../packages/base/src/pointer.ts';
import { nearest } from '../../messages/nearest.ts';
import type { Schema } from '../../model/types.ts';
import { unwritten, UNWRITTEN } from '../checks/faults.ts';
import { hyphenated } from '../hyphenated.ts';
import { COUNTERPARTS, readCounterparts } from '../counterparts/files.ts';
import { accepts } from '../../validate/interpret.ts';
import { type Draft, refuse } from './draft.ts';
import { withEntry, withProperty } from './edit.ts';
import { textsFile } from './field-texts.ts';
import { codeIn, codesIn, DESCRIPTIONS, isDescribed, listsIn } from './lists.ts';
import { checkName, objectCalled, shown, spotsIn } from './spots.ts';
import { englishOf, sourceOf } from './sources.ts';

/** An optional field. `in`: the object that gets it; `type`: one of `typesIn`; `list`: the codelist of a code; `example`: a value, as it would be typed. */
export type AskedField = {
  name: string;
  in: string;
  type: string;
  list?: string | undefined;
  id?: string | undefined;
  after?: string | undefined;
  source?: string | undefined;
  example?: string | undefined;
  ocds?: string | undefined;
  eforms?: string | undefined;
};

const COMMON = 'schema/next/common.schema.json';
const MAPPING = 'schema/ocds/mapping.yaml';

/** Types that are not definitions of their own. */
const PLAIN: Readonly<Record<string, Schema>> = {
  'oui-non': { type: 'boolean' },
  entier: { type: 'integer' },
  nombre: { type: 'number' },
};

/** A code, or a list of codes. */
const OF_LIST = ['code', 'codes'];

/** The definition that a plain text has. */
const TEXT = 'texteNonVide';

/** The types of field that a proposal may have: those of all schemas, and the definitions that the fields of this one share. */
function typesIn(draft: Draft): string[] {
  const shared = Object.keys(definitions(draft));
  return [
    ...Object.keys(PLAIN),
    ...OF_LIST,
    ...(shared.includes(TEXT) ? ['texte'] : []),
    ...shared.filter((name) => name !== TEXT),
  ];
}

const common = (draft: Draft): Schema => (draft.has(COMMON) ? (draft.value(COMMON) as Schema) : {});

const definitions = (draft: Draft): Record<string, Schema> => common(draft).$defs ?? {};

/** Refuses what is no type of field. */
export function checkType(draft: Draft, type: string): void {
  const known = typesIn(draft);
  if (known.includes(type)) return;
  if (listsIn(draft).includes(type)) refuse((say) => say['field.type-list']({ list: type }));
  refuse((say) => say['field.type']({ type, known }));
}

/** The schema that a value of a type follows; undefined for codes. */
const schemaOf = (draft: Draft, type: string): Schema | undefined =>
  PLAIN[type] ?? definitions(draft)[type === 'texte' ? TEXT : type];

/** Whether only a person can say a value of a type that the documentation may show. */
export const needsExample = (draft: Draft, type: string): boolean =>
  typesIn(draft).includes(type) && !OF_LIST.includes(type) && sampleOf(schemaOf(draft, type) ?? {}) === undefined;

/** Writes an optional field: its place in the schema, the file of its texts and, where OCDS has a place for it, its line in the mapping. Returns its stable name. */
export function proposeField(draft: Draft, asked: AskedField): string {
  const { name } = asked;
  const object = objectCalled(draft, asked.in);
  checkName(name);
  if (object.names.includes(name)) refuse((say) => say['field.there']({ name, object: asked.in, file: object.owner.file }));
  if (asked.after !== undefined && !object.names.includes(asked.after))
    refuse((say) => say['field.after']({ name: asked.after ?? '', object: asked.in, names: object.names }));
  const id = asked.id ?? `${object.prefix}-${hyphenated(name)}`;
  if (!/^[a-z]+(-[a-z]+)*$/.test(id)) refuse((say) => say['field.id']({ id }));
  const texts = textsFile(id);
  if (draft.has(texts)) refuse((say) => say['field.id-taken']({ id, file: texts }));
  const node = nodeOf(draft, asked);
  const example = exampleOf(draft, asked);
  const source = sourceOf(draft, asked.source);
  const property = { 'x-field': id, 'x-source': source.split(',')[0] === 'proposition' ? 'proposition' : source, ...node };
  const { file, pointer } = object.owner;
  draft.write(file, withProperty(draft.text(file), `${pointer}/properties`, name, property, asked.after));
  draft.create(texts, textsOf(draft, { source, example }, asked));
  const { ocds } = asked;
  if (ocds !== undefined) {
    draft.write(MAPPING, withEntry(draft.text(MAPPING), '/fields', { [id]: { ocds: [ocds], back: 'extension' } }));
    draft.leave((say) => say['left.ocds']({ path: ocds, file: MAPPING }));
  }
  draft.leave((say) => say['left.field']({ file: texts, mark: UNWRITTEN.fr, english: UNWRITTEN.en }));
  const { list } = asked;
  if (list !== undefined && !isDescribed(draft, list))
    draft.leave((say) => say['left.descriptions']({ file: DESCRIPTIONS, list }));
  const places = spotsIn(draft).filter((spot) => spot.id === id);
  if (places.length > 1) draft.leave((say) => say['left.shared']({ name, paths: places.map(shown) }));
  return id;
}

function nodeOf(draft: Draft, { type, list }: AskedField): Schema {
  checkType(draft, type);
  if (OF_LIST.includes(type)) {
    const lists = listsIn(draft);
    if (list === undefined) refuse((say) => say['field.no-list']({ lists }));
    else codesIn(draft, list);
    const code = { 'x-codelist': list };
    return type === 'code' ? code : { type: 'array', minItems: 1, uniqueItems: true, items: code };
  }
  if (list !== undefined) refuse((say) => say['field.list-unused']({ type }));
  return PLAIN[type] ?? { $ref: `common.schema.json#/$defs/${type === 'texte' ? TEXT : type}` };
}

/** The value that the documentation shows. */
function exampleOf(draft: Draft, { example, type, list = '' }: AskedField): unknown {
  const schema = schemaOf(draft, type);
  if (!schema) {
    const { code } = codeIn(draft, list, example ?? codesIn(draft, list)[0]?.code ?? '');
    return type === 'code' ? code : [code];
  }
  const value = example === undefined ? sampleOf(schema) : typed(example, schema);
  if (value === undefined && example === undefined) refuse((say) => say['field.no-example']({ type }));
  if (value === undefined || !accepts(common(draft), schema, value, { unicodePatterns: true }))
    refuse((say) => say['field.example']({ example: example ?? String(value), type }));
  return value;
}

const BOOLEANS = new Map([
  ['oui', true],
  ['true', true],
  ['non', false],
  ['false', false],
]);

/** What a person typed, as the type has it. Undefined where it is none. */
function typed(text: string, { type }: Schema): unknown {
  if (type === 'boolean') return BOOLEANS.get(text.toLowerCase());
  if (type === 'string') return text;
  const number = text.replace(',', '.').replaceAll(/\s/g, '');
  return /^-?\d+(?:\.\d+)?$/.test(number) ? Number(number) : undefined;
}

/** A value of a type, where any one will do. */
function sampleOf({ type, format, minimum = 1, maximum }: Schema): unknown {
  if (type === 'boolean') return true;
  if (format === 'date') return '2026-03-16';
  if (type === 'integer') return Math.max(minimum, 3);
  return type === 'number' ? (maximum === undefined ? Math.max(minimum, 1500.5) : maximum / 2) : undefined;
}

/** The file of the texts of a field; what only a person can say is marked, and refused until it is written. */
function textsOf(draft: Draft, { source, example }: { source: string; example: unknown }, asked: AskedField): string {
  return `title:
${unwritten('  ')}
description:
${unwritten('  ')}
source: { fr: ${JSON.stringify(source)}, en: ${JSON.stringify(englishOf(source))} }
examples: [${JSON.stringify(example)}]
${counterpart(draft, 'x-ocds', asked.ocds)}
${counterpart(draft, 'x-eforms', asked.eforms)}
`;
}

/** The field of another standard that says the same, or why there is none, with the edition that was looked at. */
function counterpart(draft: Draft, key: keyof typeof COUNTERPARTS, path: string | undefined): string {
  const files = new Map([[COUNTERPARTS[key], draft.text(`schema/${COUNTERPARTS[key]}`)]]);
  const { paths, edition } = readCounterparts(files, key);
  if (path !== undefined && !paths.includes(path))
    refuse((say) => say['counterpart.none']({ path, meant: nearest(path, paths, 1)[0], file: `schema/${COUNTERPARTS[key]}` }));
  const source = key === 'x-ocds' ? `OCDS ${edition}, release schema` : usualSource(draft, key);
  return path === undefined
    ? `${key}:\n  aucun:\n${unwritten('    ')}\n  source: ${JSON.stringify(source)}`
    : `${key}: { path: ${JSON.stringify(path)}, source: ${JSON.stringify(source)} }`;
}

/** The source that most field files name for a standard. */
function usualSource(draft: Draft, key: string): string {
  const count = new Map<string, number>();
  for (const { id } of spotsIn(draft)) {
    const path = textsFile(id);
    const source = draft.has(path) ? valueAt(draft.value(path), `/${key}/source`) : undefined;
    if (typeof source === 'string') count.set(source, (count.get(source) ?? 0) + 1);
  }
  return [...count].sort(([, a], [, b]) => b - a)[0]?.[0] ?? UNWRITTEN.fr;
}
