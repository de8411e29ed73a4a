/** A chain of steps from one version to another. Only its end is judged: a record may be invalid in the versions on the way. */
import type { RecordKind } from '../model/kinds.ts';
import { compareVersions } from '../model/releases.ts';
import type { Model, Texts } from '../model/types.ts';
import { InputError } from '../finding.ts';
import { migrateRecord } from './migrate-record.ts';
import { type Plan, planStep } from './plan.ts';
import type { Direction, Step } from './step.ts';
import { type PassedRecord, Passage } from './passage.ts';

/** The step that leads to a version from the one before, and the Models of both. */
export type Link = { older: Model; newer: Model; step: Step };

export type Chain = {
  from: Model;
  to: Model;
  direction: Direction;
  /** The record in the version `to`, and what was found on the way. */
  migrate(kind: RecordKind, record: unknown): PassedRecord;
  /** Why fields of the version `to` have no source, by stable name. */
  absent: ReadonlyMap<string, Texts>;
};

/** The versions whose steps lead from one version to another, in the order in which they are taken. Throws an InputError where there is no way. */
export function wayBetween(versions: readonly string[], from: string, to: string): { direction: Direction; steps: string[] } {
  const direction = compareVersions(from, to) <= 0 ? 'up' : 'down';
  const [low, high] = direction === 'up' ? [from, to] : [to, from];
  if (direction === 'down' && !isReversible(low, high)) throw new InputError('input.no-way-down', { from, to });
  const steps = versions.filter((version) => compareVersions(version, low) > 0 && compareVersions(version, high) <= 0);
  return { direction, steps: direction === 'up' ? steps : steps.reverse() };
}

/**
 * Whether there is a way back from the version `high` to `low`: none from 2.x to 1.x, which requires names of buyers, contractors and places and the object of a
 * modification, of which 2.x asks nothing. Only a register could give them.
 */
export const isReversible = (low: string, high: string): boolean => isOfFirst(low) === isOfFirst(high);

/** The versions under the law of 2017 and 2019. */
const isOfFirst = (version: string): boolean => version.startsWith('1.');

/** Links, in the order in which they are taken, as one migration. `only`: where there is no step, the version itself. */
export function chainOf(links: readonly Link[], direction: Direction, only: Model): Chain {
  const plans = links.map(({ older, newer, step }) => planStep(older, newer, step, direction));
  const [first, last] = [links[0], links.at(-1)];
  const from = first ? (direction === 'up' ? first.older : first.newer) : only;
  const to = last ? (direction === 'up' ? last.newer : last.older) : only;
  return { from, to, direction, absent: absentOf(links, direction), migrate: (kind, record) => run(plans, kind, record) };
}

function run(plans: readonly Plan[], kind: RecordKind, record: unknown): PassedRecord {
  const passage = new Passage(record);
  for (const plan of plans) passage.take((before, tell, moves) => migrateRecord(plan[kind], before, tell, moves));
  return passage.ended();
}

/** What each step says of fields without a source, the last word counting. */
function absentOf(links: readonly Link[], direction: Direction): Map<string, Texts> {
  const absent = new Map<string, Texts>();
  for (const { step } of links)
    for (const entry of step.absent ?? [])
      if ((entry.direction ?? 'up') === direction) for (const field of entry.fields) absent.set(field, entry.reason);
  return absent;
}
