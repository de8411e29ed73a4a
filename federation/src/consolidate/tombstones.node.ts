import type { Erasure } from '../archive/archive.ts';
import type { Session } from '../store/store.ts';

/**
 * Brings the database to what the archive says of erasures, and takes out what a judge that had begun before one may have put back. Within a transaction that has the lock
 * on contracts.
 */
export async function honourErasures(session: Session, erasures: readonly Erasure[]): Promise<void> {
  await session.query(
    `insert into tombstone (record, at, reason) select * from unnest($1::uuid[], $2::timestamptz[], $3::text[])
     on conflict (record) do nothing`,
    [erasures.map(({ record }) => record), erasures.map(({ at }) => at), erasures.map(({ reason }) => reason)],
  );
  await session.exec(`delete from sighting s using tombstone t where s.record = t.record;
    with gone as (delete from record r using tombstone t where r.hash = t.record returning r.hash, r.key),
    kept as (update tombstone t set key = gone.key from gone where t.record = gone.hash)
    insert into dirty (key) select key from gone where key is not null`);
}
