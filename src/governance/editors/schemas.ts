/**
 * What an editor completes and checks in the sources of the référentiel: the meta-schemas of `schema/dialect/`, in which the identifiers that
 * stand today are offered by name. `.vscode/settings.json` ties them to the files.
 */
import type { GeneratedFile } from '../../generate/types.ts';
import { CODES } from '../../messages.ts';
import { readSource } from '../../model/source-text.ts';
import { parseJson } from '../../read/json/parse.ts';
import type { Model } from '../../model/types.ts';
import { subschemas } from '../../model/tree.ts';
import { isObject } from '../../../packages/base/src/json.ts';
import { valueAt } from '../../../packages/base/src/pointer.ts';
import type { SchemaFiles } from '../problem.ts';

/** What can be offered by name. */
type Kind = 'code' | 'field' | 'finding' | 'legal-text' | 'rule' | 'version';

/**
 * How it is offered: `only`, nothing else is accepted; `cited`, words may follow after a comma; `suggested`, what the meta-schema accepts stays
 * accepted; `keys`, the names of the members of an object.
 */
type Offer = { at: string; of: Kind; as: 'only' | 'cited' | 'suggested' | 'keys' };

type EditorSchema = { name: string; files: readonly string[]; offers: readonly Offer[] };

/** The sources that people write, by the name of their meta-schema. */
export const EDITOR_SCHEMAS: readonly EditorSchema[] = [
  {
    name: 'field',
    files: ['schema/fields/*.yaml'],
    offers: [
      { at: '/properties/source/properties/fr', of: 'legal-text', as: 'cited' },
      { at: '/properties/source/properties/en', of: 'legal-text', as: 'cited' },
      { at: '/properties/remedies/items/properties/finding', of: 'finding', as: 'suggested' },
      { at: '/properties/versions', of: 'version', as: 'keys' },
    ],
  },
  {
    name: 'rule',
    files: ['schema/*/rules/*.yaml'],
    offers: [
      { at: '/properties/source/properties/text', of: 'legal-text', as: 'cited' },
      { at: '/properties/covers/items', of: 'rule', as: 'suggested' },
      { at: '/properties/since', of: 'version', as: 'suggested' },
      { at: '/properties/until', of: 'version', as: 'suggested' },
    ],
  },
  { name: 'cases', files: ['examples/cases/*.yaml'], offers: [] },
  {
    name: 'migration',
    files: ['schema/*/migration.yaml'],
    offers: [
      { at: '/$defs/field', of: 'field', as: 'only' },
      { at: '/$defs/source', of: 'legal-text', as: 'suggested' },
      { at: '/$defs/text', of: 'code', as: 'suggested' },
      { at: '/properties/from', of: 'version', as: 'suggested' },
    ],
  },
  {
    name: 'ocds',
    files: ['schema/ocds/mapping.yaml'],
    offers: [{ at: '/properties/fields', of: 'field', as: 'keys' }],
  },
  {
    name: 'errata',
    files: ['schema/*/errata.yaml'],
    offers: [{ at: '/$defs/narrowing/properties/source/properties/text', of: 'legal-text', as: 'cited' }],
  },
  {
    name: 'known-defects',
    files: ['schema/*/known-defects.yaml'],
    offers: [{ at: '/$defs/mended/properties/in', of: 'version', as: 'suggested' }],
  },
  {
    name: 'legal-texts',
    files: ['schema/legal-texts.yaml'],
    offers: [
      { at: '/$defs/ids/items', of: 'legal-text', as: 'only' },
      { at: '/$defs/article/properties/of', of: 'legal-text', as: 'only' },
    ],
  },
  {
    name: 'codelist-descriptions',
    files: ['schema/codelist-descriptions.yaml'],
    offers: [],
  },
  { name: 'release', files: ['releases/*.yaml'], offers: [] },
  { name: 'messages', files: ['messages/*.yaml', '!messages/banned.yaml', '!messages/terms.yaml'], offers: [] },
];

/** `editors/<name>.schema.json`, for each of `EDITOR_SCHEMAS`. `files`: those of `schema/`; `models`: all versions, `next` last. */
export function editorSchemas(files: SchemaFiles, models: readonly Model[]): GeneratedFile[] {
  const names = namesOf(files, models);
  return EDITOR_SCHEMAS.map(({ name, offers }) => {
    const schema = parseJson(files.get(`dialect/${name}.schema.json`) ?? '') as Node;
    for (const offer of offers) put(schema, offer, names[offer.of]);
    if (name === 'codelist-descriptions') offerCodes(schema, models);
    return { path: `editors/${name}.schema.json`, text: `${JSON.stringify(schema, null, 2)}\n` };
  });
}

type Node = { [key: string]: unknown };

function namesOf(files: SchemaFiles, models: readonly Model[]): Record<Kind, readonly string[]> {
  const fields = models.flatMap(({ schema }) => [...subschemas(schema)].flatMap(([, node]) => node['x-field'] ?? []));
  const codes = models.flatMap(({ codelists }) => Object.values(codelists).flatMap((list) => list.map(({ code }) => code)));
  const rules = models.flatMap((model) => model.rules.map(({ id }) => id));
  const sorted = (all: readonly string[]): string[] => [...new Set(all)].toSorted();
  return {
    code: sorted(codes),
    field: sorted(fields),
    finding: CODES.filter((code) => /^(schema|structure)\./.test(code)),
    'legal-text': Object.keys(readSource(files.get('legal-texts.yaml') ?? '').value ?? {}),
    rule: sorted(rules),
    version: models.map(({ version }) => version),
  };
}

/** Writes an offer into the schema. Throws where the meta-schema has no such place, since it was renamed there. */
function put(schema: Node, { at, of, as }: Offer, names: readonly string[]): void {
  const node = valueAt(schema, at);
  if (!isObject(node)) throw new Error(`no schema at ${at} to offer ${of} in`);
  if (as === 'only') node['enum'] = names;
  else if (as === 'suggested') node['anyOf'] = [{ enum: names }, {}];
  else if (as === 'cited') node['anyOf'] = [{ enum: names }, { pattern: `^(${names.join('|')})(, .+)?$` }];
  else node['properties'] = Object.fromEntries(names.map((name) => [name, { $ref: `#${at}/additionalProperties` }]));
}

/** Offers each codelist, and the codes that it has or had. */
function offerCodes(schema: Node, models: readonly Model[]): void {
  const lists = new Map<string, Set<string>>();
  for (const { codelists } of models)
    for (const [name, list] of Object.entries(codelists))
      lists.set(name, new Set([...(lists.get(name) ?? []), ...list.map(({ code }) => code)]));
  const ofList = schema['additionalProperties'] as Node;
  const withCodes = (codes: Iterable<string>): Node => ({
    ...ofList,
    properties: Object.fromEntries(Array.from(codes, (code) => [code, { $ref: '#/additionalProperties/additionalProperties' }])),
  });
  schema['properties'] = Object.fromEntries([...lists].map(([name, codes]) => [name, withCodes(codes)]));
}
