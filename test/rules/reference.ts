/** What the rules say of a record, from their texts alone: nothing of `src/rules` but our functions is used. */
import type { RecordEntry, RecordScope } from '../../src/model/rules.ts';
import type { Program } from './cel.ts';
import { decode } from './decode.ts';
import { fileEntries, recordEntries } from './rule-texts.ts';
import { TREES } from './schema-tree.ts';

/** `broken`: pointers from the record. `held`: how many places were looked at and hold. */
export type Judgement = { broken: string[]; held: number; national: boolean | undefined };
/** `nationalCanFail`: the consolidation checks something else, and not nothing. */
export type ReferenceEntry = { id: string; index: number; nationalCanFail: boolean; judge: (decoded: unknown) => Judgement };
type ReferenceKey = { id: string; index: number; key: ((decoded: unknown) => unknown[]) | undefined };

export type Reference = {
  /** The record as the entries take it. */
  decode: (record: unknown) => unknown;
  entries: ReferenceEntry[];
  keys: ReferenceKey[];
};

/** `cel` makes programs of expressions. */
export function referenceOf(scope: RecordScope, cel: (text: string) => Program): Reference {
  return {
    decode: (record) => decode(record, TREES[scope]),
    entries: recordEntries(scope).map(({ entry, ...place }) => ({
      ...place,
      nationalCanFail: deviates(entry) && entry.deviation?.assert !== 'true',
      judge: judgeOf(entry, cel),
    })),
    keys: fileEntries(scope).map(({ entry: { unique }, ...place }) => {
      if (unique === 'record') return { ...place, key: undefined };
      const programs = unique.map(cel);
      return { ...place, key: (record) => programs.map((program) => plain(program({ [scope]: record }))) };
    }),
  };
}

const plain = (value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);

const deviates = ({ deviation }: RecordEntry): boolean => deviation?.assert !== undefined || deviation?.first !== undefined;

function judgeOf(entry: RecordEntry, cel: (text: string) => Program) {
  const { scope, each, when, assert, at = '', deviation } = entry;
  const path = each === undefined ? [] : each.split('.');
  const [guard, own] = [when === undefined ? undefined : cel(when), cel(assert)];
  const other = deviation?.assert === undefined ? own : cel(deviation.assert);
  const first = deviation?.first ?? Infinity;
  const hasOther = deviates(entry);
  return (record: unknown): Judgement => {
    const judgement: Judgement = { broken: [], held: 0, national: hasOther ? false : undefined };
    for (const { value, pointer, rank } of places(record, path)) {
      const variables = { [scope]: record, item: value };
      if (guard && !truth(guard(variables))) continue;
      if (truth(own(variables))) judgement.held++;
      else judgement.broken.push(pointer + at);
      if (hasOther && rank < first && !truth(other(variables))) judgement.national = true;
    }
    return judgement;
  };
}

function truth(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Error(`${String(value)} is not a bool`);
  return value;
}

/** `rank`: the place in the first list on the way. */
type Place = { value: unknown; pointer: string; rank: number };

function places(record: unknown, path: readonly string[]): Place[] {
  let found: Place[] = [{ value: record, pointer: '', rank: -1 }];
  for (const step of path) {
    const name = step.replace('[]', '');
    found = found.flatMap(({ value, pointer, rank }) => {
      const child = (value as Record<string, unknown>)[name];
      if (child === undefined) return [];
      if (name === step) return [{ value: child, pointer: `${pointer}/${name}`, rank }];
      return (child as unknown[]).map((item, i) => ({
        value: item,
        pointer: `${pointer}/${name}/${String(i)}`,
        rank: rank === -1 ? i : rank,
      }));
    });
  }
  return found;
}
