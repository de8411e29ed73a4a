import type { Session, Store } from '../store/store.ts';

/** Of the advisory locks of the database, that of whoever writes contracts. */
const CONTRACTS = 72_039;

/** Waits until no other process writes contracts, and keeps others waiting until the end of the transaction. PGlite has one process only. */
export async function lockContracts(store: Store, session: Session): Promise<void> {
  if (store.kind === 'postgres') await session.query('select pg_advisory_xact_lock($1)', [CONTRACTS]);
}
