/** Differences planted in a frozen version: the search must notice each, or it proves nothing by finding none. */
import type { RecordKind } from '../../src/model/kinds.ts';
import type { Model, Schema } from '../../src/model/types.ts';
import { subschemas } from '../../src/model/tree.ts';
import { valueAt } from '../../packages/base/src/pointer.ts';

export type Plant = { name: string; versions: readonly string[]; plant: (model: Model) => void };

const OLD = ['1.3.0', '1.4.0', '1.5.0'];
const FLAT = [...OLD, '2.0.0'];
const BY_KIND = ['2.0.1', '2.0.2', '2.0.3'];
const NEW = ['2.0.0', ...BY_KIND];
const ALL = [...OLD, ...NEW];

/** A copy of the model with the difference in it. */
export function planted(model: Model, { name, plant }: Plant): Model {
  const copy = structuredClone(model);
  plant(copy);
  if (JSON.stringify(copy) === JSON.stringify(model)) throw new Error(`« ${name} » changes nothing in ${model.version}`);
  return copy;
}

/** The schema at a path of property names (`*`: the items) of a kind of record; its own copy, not shared with other places. */
function place(model: Model, kind: RecordKind, path = ''): Schema {
  let node = model.schema.$defs?.[kind] ?? {};
  for (const name of path.split('/').filter((part) => part !== '')) {
    const holder = (name === '*' ? (node.prefixItems ?? node) : node.properties) as Record<string, Schema>;
    const key = name !== '*' ? name : node.prefixItems ? '0' : 'items';
    node = holder[key] = inlined(model, holder[key] ?? {});
  }
  return node;
}

function inlined(model: Model, { $ref, ...own }: Schema): Schema {
  if ($ref === undefined) return own;
  return structuredClone({ ...inlined(model, valueAt(model.schema, $ref.slice(1)) as Schema), ...own });
}

const marche = (model: Model, path?: string): Schema => place(model, 'marche', path);
const concession = (model: Model, path?: string): Schema => place(model, 'contrat-concession', path);
const isDate = ({ pattern = '' }: Schema): boolean => /\{4\}-/.test(pattern);

/** The same change of every date. */
const dates = (change: (pattern: string) => string) => (model: Model) => {
  for (const [, node] of subschemas(model.schema)) if (isDate(node)) node.pattern = change(node.pattern ?? '');
};

const lists = (change: Partial<Model['lists'][number]>) => (model: Model) => {
  model.lists = model.lists.map((list) => ({ ...list, ...change }));
};

const codes = (node: Schema, change: (codes: unknown[]) => unknown[]): void => {
  node.enum = change(node.enum ?? []);
};

export const PLANTS: readonly Plant[] = [
  { name: 'a required field dropped', versions: ALL, plant: (m) => marche(m).required?.splice(3, 1) },
  { name: 'a required field dropped deep inside', versions: NEW, plant: (m) => marche(m, 'modifications/*').required?.pop() },
  {
    name: 'a field required that was optional',
    versions: ALL,
    plant: (m) => concession(m, 'modifications/*').required?.push('dureeMois'),
  },
  { name: 'dates anchored', versions: NEW, plant: dates((pattern) => `^${pattern}$`) },
  { name: 'dates no longer anchored', versions: OLD, plant: dates((pattern) => pattern.slice(1, -1)) },
  { name: 'a line break allowed after a date', versions: OLD, plant: dates((pattern) => pattern.replace(/\$$/, '\\n?$')) },
  { name: 'digits of all scripts in dates', versions: NEW, plant: dates((pattern) => pattern.replaceAll('\\d', '\\p{Nd}')) },
  { name: 'every item of a tuple checked', versions: ['1.3.0', '1.4.0'], plant: (m) => tupleToItems(marche(m, 'modifications')) },
  {
    name: 'every item of a deep tuple checked',
    versions: ['1.3.0', '1.4.0'],
    plant: (m) => tupleToItems(concession(m, 'donneesExecution/*/tarifs')),
  },
  {
    name: 'only the first item checked',
    versions: ['1.5.0', ...NEW],
    plant: (m) => itemsToTuple(concession(m, 'concessionnaires')),
  },
  { name: 'patterns that count characters, not UTF-16 units', versions: OLD, plant: (m) => (m.unicodePatterns = true) },
  { name: 'twins accepted in the list of records', versions: FLAT, plant: lists({ uniqueItems: false }) },
  { name: 'twins refused in the lists of records', versions: BY_KIND, plant: lists({ uniqueItems: true }) },
  // In 2.0.0, whose records are closed, this makes no difference.
  { name: 'a record of a mixed list judged by its looks alone', versions: OLD, plant: (m) => delete m.lists[0]?.union },
  { name: 'an empty list of records accepted', versions: FLAT, plant: (m) => delete m.schema.properties?.['marches']?.minItems },
  { name: 'an object asked for at the root', versions: BY_KIND, plant: (m) => (m.schema.type = 'object') },
  { name: 'the root left open', versions: ['2.0.3'], plant: (m) => delete m.schema.required },
  { name: 'a root without any list accepted', versions: ['2.0.3'], plant: (m) => delete m.schema.properties?.['marches']?.anyOf },
  {
    name: 'a code dropped',
    versions: ALL,
    plant: (m) => {
      codes(marche(m, 'lieuExecution/typeCode'), (all) => all.slice(1));
    },
  },
  {
    name: 'a code of an older version accepted',
    versions: BY_KIND,
    plant: (m) => {
      codes(marche(m, 'titulaires/*/titulaire/typeIdentifiant'), (all) => [...all, 'UE']);
    },
  },
  {
    name: 'straight and curly apostrophes taken for one another',
    versions: ALL,
    plant: (m) => {
      codes(marche(m, 'procedure'), (all) => [...all, ...all.map((code) => String(code).replaceAll("'", '’'))]);
    },
  },
  {
    name: 'case ignored in a code',
    versions: ALL,
    plant: (m) => {
      codes(marche(m, 'formePrix'), (all) => [...all, ...all.map((code) => String(code).toLowerCase())]);
    },
  },
  {
    name: 'a bound one lower',
    versions: ALL,
    plant: (m) => {
      shift(marche(m, 'dureeMois'), 'minimum', -1);
    },
  },
  {
    name: 'a bound one higher',
    versions: ALL,
    plant: (m) => {
      shift(concession(m, 'montantSubventionPublique'), 'minimum', 1);
    },
  },
  {
    name: 'a bound that excludes itself',
    versions: NEW,
    plant: (m) => {
      shift(marche(m, 'tauxAvance'), 'maximum', -1e-9);
    },
  },
  {
    name: 'whole numbers asked for',
    versions: ALL,
    plant: (m) => (concession(m, 'modifications/*' + wrap(m, 'modification') + '/valeurGlobale').type = 'integer'),
  },
  { name: 'broken numbers allowed', versions: ALL, plant: (m) => (marche(m, 'dureeMois').type = 'number') },
  {
    name: 'one character more allowed',
    versions: ALL,
    plant: (m) => {
      shift(marche(m, 'objet'), 'maxLength', 1);
    },
  },
  {
    name: 'one character fewer allowed',
    versions: ALL,
    plant: (m) => {
      shift(concession(m, 'id'), 'maxLength', -1);
    },
  },
  { name: 'null no longer allowed', versions: ['2.0.0'], plant: (m) => (marche(m, 'origineUE').type = 'number') },
  { name: 'records closed', versions: OLD, plant: (m) => (marche(m).additionalProperties = false) },
  { name: 'records open', versions: NEW, plant: (m) => delete concession(m).additionalProperties },
  { name: 'an object inside closed', versions: ALL, plant: (m) => (marche(m, 'lieuExecution').additionalProperties = false) },
  { name: 'a type asked for where there was none', versions: OLD, plant: (m) => (marche(m, 'acheteur').type = 'object') },
  {
    name: 'a type asked for where there was none',
    versions: BY_KIND,
    plant: (m) => (concession(m, 'concessionnaires/*').type = 'object'),
  },
  { name: 'twins accepted in a list', versions: ALL, plant: (m) => delete marche(m, 'modifications').uniqueItems },
  {
    name: 'twins refused in a list',
    versions: ALL,
    plant: (m) => (concession(m, 'donneesExecution/*' + wrap(m, 'donneesAnnuelles') + '/tarifs').uniqueItems = true),
  },
  { name: 'an empty list accepted', versions: ALL, plant: (m) => delete marche(m, 'titulaires').minItems },
  {
    name: '_type accepted again',
    versions: ['2.0.3'],
    plant: (m) => Object.assign(marche(m).properties ?? {}, { _type: { enum: ['Marché'] } }),
  },
];

/** The step through the object that wraps each item from 2.0.1 on. */
const wrap = ({ version }: Model, name: string): string => (BY_KIND.includes(version) ? `/${name}` : '');

function tupleToItems(list: Schema): void {
  const [item] = list.prefixItems ?? [];
  if (item) list.items = item;
  delete list.prefixItems;
}

function itemsToTuple(list: Schema): void {
  if (list.items) list.prefixItems = [list.items];
  delete list.items;
}

function shift(node: Schema, bound: 'minimum' | 'maximum' | 'maxLength', by: number): void {
  node[bound] = (node[bound] ?? NaN) + by;
}
