import { concat } from '../../../../src/read/concat.ts';
import { inTransaction, type Queries, type Session, type Store } from '../../store/store.ts';
import { type StoreCall, type Told, told } from './messages.ts';

/** An error of the process: what it was there, by its key. */
export class RemoteError extends Error {
  readonly told: Told;
  readonly code: string | undefined;
  constructor(error: Told) {
    super(error.message);
    this.name = error.name;
    this.code = error.code;
    this.told = error;
  }
}

/** What is told of an error, its own words for one of the process. */
export const toldOf = (error: unknown): Told => (error instanceof RemoteError ? error.told : told(error));

/** A store whose calls the process carries out. `call` resolves with the answer, and rejects with a RemoteError. */
export function remoteStore(kind: Store['kind'], call: (of: StoreCall, transferred?: ArrayBuffer[]) => Promise<unknown>): Store {
  let sessions = 0;
  const queriesOf = (session: number): Queries => ({
    query: async (sql, parameters = []) => (await call({ session, name: 'query', sql, parameters })) as never,
    exec: async (sql) => void (await call({ session, name: 'exec', sql })),
  });
  const sessionOf = (session: number): Session => ({
    ...queriesOf(session),
    copy: async (table, columns, rows) => {
      const text = concat([...rows]);
      if (text.length > 0) await call({ session, name: 'copy', table, columns, text }, [text.buffer]);
    },
    transaction: (work) => inTransaction((sql) => call({ session, name: sql }), work),
  });
  return {
    kind,
    ...queriesOf(0),
    session: async (work) => {
      const session = ++sessions;
      await call({ session, name: 'open' });
      let result: Awaited<ReturnType<typeof work>>;
      try {
        result = await work(sessionOf(session));
      } catch (error) {
        // The store may say better what it was: that the database is away.
        await call({ session, name: 'close', failed: toldOf(error) }).catch((better: unknown) => {
          if (error instanceof RemoteError) throw better;
        });
        throw error;
      }
      await call({ session, name: 'close' });
      return result;
    },
    close: () => Promise.resolve(),
  };
}
