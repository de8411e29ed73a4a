import type { Session, Store } from '../../../federation/src/store/store.ts';

/** What a kill looks like: the statement, or the commit, does not come back. */
export class Killed extends Error {}

/** A store whose process is killed at a statement, at a commit or just after one, counted from 1: whatever was not committed is undone. */
export function mortalStore(store: Store, kill: number): Store {
  let count = 0;
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    if (++count >= kill) throw new Killed(`killed at step ${count}`);
    return work();
  };
  const mortal = (session: Session): Session => ({
    query: (sql, parameters) => step(() => session.query(sql, parameters)),
    exec: (sql) => step(() => session.exec(sql)),
    copy: (table, columns, rows) => step(() => session.copy(table, columns, rows)),
    transaction: async (work) => {
      const result = await session.transaction(async () => {
        const done = await work();
        await step(() => Promise.resolve());
        return done;
      });
      await step(() => Promise.resolve());
      return result;
    },
  });
  return {
    ...store,
    query: (sql, parameters) => step(() => store.query(sql, parameters)),
    exec: (sql) => step(() => store.exec(sql)),
    session: (work) => store.session((session) => work(mortal(session))),
  };
}
