/** Contents of the archive that are not as they were fetched: found, fetched again by a harvest where their server still has them, and said until then. */
import { USUAL } from '../budgets.ts';
import type { Federation } from '../federation.ts';
import type { Queries } from '../store/store.ts';
import { isWhole } from './archive.ts';

/** Contents that are not as they were fetched: how many, and the sum of the first. */
export type Damaged = { count: number; first: string | null };

/** Notes that a content is not as it was fetched: it is to be fetched again. */
export async function noteDamage(queries: Queries, sha256: string): Promise<void> {
  await queries.query('update content set damaged_at = coalesce(damaged_at, clock_timestamp()) where sha256 = $1', [sha256]);
}

/** Notes which contents are not as they were fetched: all others are. */
export async function noteAll(queries: Queries, damaged: readonly string[]): Promise<void> {
  await queries.query(
    `update content set checked_at = clock_timestamp(),
       damaged_at = case when sha256 = any($1::text[]) then coalesce(damaged_at, clock_timestamp()) end`,
    [damaged],
  );
}

/**
 * Reads some contents again, as many as the budget allows in one pass, to see whether they are as they were fetched: first those that are still to be judged, then those that nobody has
 * looked at for longest. One that is larger than all that the budget allows is read when its turn comes: otherwise neither it nor those after it ever were. Stops at the signal.
 */
export async function lookForDamage(
  { store, archive, budgets = USUAL }: Pick<Federation, 'store' | 'archive' | 'budgets'>,
  signal: AbortSignal,
): Promise<void> {
  let left = budgets.archive.checked * 1e6;
  const found: { sha256: string; whole: boolean }[] = [];
  try {
    for (const { sha256, packed } of await store.query<{ sha256: string; packed: number }>(OLDEST)) {
      if (left <= 0) return;
      left -= packed;
      const whole = await isWhole(archive, sha256, signal);
      if (whole === undefined) return;
      found.push({ sha256, whole });
    }
  } finally {
    if (found.length > 0) await store.query(NOTE, [found.map(({ sha256 }) => sha256), found.map(({ whole }) => whole)]);
  }
}

const NOTE = `
  update content set checked_at = clock_timestamp(),
    damaged_at = case when not found.is_whole then coalesce(damaged_at, clock_timestamp()) end
  from unnest($1::text[], $2::boolean[]) as found (sum, is_whole) where sha256 = found.sum`;

const OLDEST = `
  select sha256, packed from content
  where exists (select from version where version.content = content.id)
  order by damaged_at is null and exists (select from version where version.content = content.id and state = 'fetched') desc,
    checked_at nulls first, id
  limit 2000`;

export async function damagedContents({ store }: Pick<Federation, 'store'>): Promise<Damaged> {
  const [row] = await store.query<Damaged>(
    'select count(*)::int as count, min(sha256) as first from content where damaged_at is not null',
  );
  return row ?? { count: 0, first: null };
}
