/** The history of each field: its places in each version. */
import { RECORD_KINDS, type RecordKind } from '../../src/model/kinds.ts';
import { type Entry, fileEntries, recordEntries } from '../../src/generate/dictionary/entries.ts';
import type { Field, Model } from '../../src/model/types.ts';
import type { SiteData } from './types.ts';

/** The container of a field: a kind of record, or the file around the records. */
type Holder = RecordKind | 'fichier';

/** A place of a field in a version. */
export type Spot = { holder: Holder; entry: Entry };

/** A version as a field sees it: without a spot, it has not the field. */
export type Stage = { model: Model; spots: Spot[] };

/** `stages`: one a version, oldest first. `last`: the newest that has the field, whose texts are `field`. */
export type Life = { id: string; field: Field; stages: Stage[]; last: Stage };

/** By `x-field`, in the order of the newest version; fields that it no longer has come last. */
export type Lives = ReadonlyMap<string, Life>;

const kept = new WeakMap<readonly Model[], Lives>();

export function livesOf({ models }: Pick<SiteData, 'models'>): Lives {
  let lives = kept.get(models);
  if (!lives) {
    lives = makeLives(models);
    kept.set(models, lives);
  }
  return lives;
}

function makeLives(models: readonly Model[]): Lives {
  const byVersion = models.map((model) => ({ model, spots: spotsOf(model) }));
  const ids = new Set(byVersion.toReversed().flatMap(({ spots }) => [...spots.keys()]));
  const lives = new Map<string, Life>();
  for (const id of ids) {
    const stages = byVersion.map(({ model, spots }): Stage => ({ model, spots: spots.get(id) ?? [] }));
    const last = stages.findLast(({ spots }) => spots.length > 0);
    const field = last?.spots[0]?.entry.field;
    if (last && field) lives.set(id, { id, field, stages, last });
  }
  return lives;
}

/** The texts of a field are one object per version, so they identify the field of an entry. */
function spotsOf(model: Model): Map<string, Spot[]> {
  const ids = new Map(Object.entries(model.fields).map(([id, field]) => [field, id]));
  const spots = new Map<string, Spot[]>();
  const add = (holder: Holder, entry: Entry): void => {
    const id = ids.get(entry.field);
    if (id !== undefined) spots.set(id, [...(spots.get(id) ?? []), { holder, entry }]);
  };
  for (const entry of fileEntries(model)) add('fichier', entry);
  for (const kind of RECORD_KINDS) for (const entry of recordEntries(model, kind)) add(kind, entry);
  return spots;
}

/** The newest version. */
export const newest = ({ models }: Pick<SiteData, 'models'>): Model => {
  const model = models.at(-1);
  if (!model) throw new Error('there is no version');
  return model;
};
