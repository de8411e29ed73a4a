/** The fields that a rule reads, so that an excerpt shows them. */
import type { RecordEntry, Rule, RuleEntry } from '../../model/rules.ts';
import { child, tokens } from '../../../packages/base/src/pointer.ts';
import { isRecord, parent } from '../../messages/paths.ts';

/** `marche.origineUE`, `item.id`; a name before `(` is a function of the value. */
const FIELD = /\b([A-Za-z]\w*)((?:\.[A-Za-z_]\w*(?![\w(]))+)/g;
/** `marche.actesSousTraitance.exists(a, …)`: `a` is each item of the list. */
const EACH = /\b([A-Za-z]\w*)((?:\.[A-Za-z_]\w*(?![\w(]))+)\.\w+\(\s*(\w+)\s*,/g;
/** Items of a list that are shown. */
const ITEMS = 3;

/** True of a rule that compares the records of a file with each other. */
export const isOnFile = (rule: Rule | undefined): boolean => rule?.on.some(({ scope }) => scope === 'fichier') === true;

/** Pointers in the file of the fields that the rule reads, for a finding at `path` in the record at `record`. */
export function namedFields(rule: Rule | undefined, path: string, record: string): string[] {
  const all = (rule?.on ?? []).flatMap((entry) =>
    entry.scope === 'fichier' ? inRecords(entry.unique, parent(record)) : inRecord(entry, path, record),
  );
  return all.filter((pointer) => !all.some((other) => other.startsWith(`${pointer}/`)));
}

function inRecords(unique: 'record' | string[], list: string): string[] {
  if (!isRecord(`${list}/0`)) return [];
  return itemsOf(list).flatMap((record) =>
    unique === 'record' ? [`${record}/id`] : unique.flatMap((cel) => fieldsIn(cel, record)),
  );
}

function inRecord(entry: RecordEntry, path: string, record: string): string[] {
  const item = itemAt(entry, path, record);
  return item === undefined ? [] : fieldsIn(`${entry.when ?? ''} ${entry.assert}`, record, item);
}

const itemsOf = (list: string): string[] => Array.from({ length: ITEMS }, (_, i) => child(list, i));

/** Where the item stands that a finding is about, or undefined where it is not an item of this entry. */
function itemAt({ each = '', scope }: RecordEntry, path: string, record: string): string | undefined {
  if (!fits(scope, record)) return undefined;
  const steps = each === '' ? [] : each.replaceAll('[]', '.*').split('.');
  const way = tokens(path.slice(record.length));
  const follows = steps.every((step, i) => step === '*' || step === way[i]);
  return follows && way.length >= steps.length ? way.slice(0, steps.length).reduce<string>(child, record) : undefined;
}

/** A list by kind holds records of its kind only; other lists do not say. */
function fits(scope: RuleEntry['scope'], record: string): boolean {
  const list = tokens(record).at(-2);
  return list === 'contrat-concession' ? scope === 'concession' : list === 'marche' ? scope === 'marche' : true;
}

/** Pointers of the fields that an expression names, from its record, its item, or the items of their lists. */
function fieldsIn(cel: string, record: string, item = record): string[] {
  const roots = new Map([
    ['marche', [record]],
    ['concession', [record]],
    ['item', [item]],
  ]);
  const under = (root: string, names: string) => (roots.get(root) ?? []).map((pointer) => pointer + names.replaceAll('.', '/'));
  for (const [, root = '', names = '', variable = ''] of cel.matchAll(EACH))
    roots.set(variable, under(root, names).flatMap(itemsOf));
  return [...cel.matchAll(FIELD)].flatMap(([, root = '', names = '']) => under(root, names));
}
