import type { Queries, Session, Store } from '../../store/store.ts';
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
      const pieces = [...rows];
      const text = new Uint8Array(pieces.reduce((size, { length }) => size + length, 0));
      let at = 0;
      for (const piece of pieces) {
        text.set(piece, at);
        at += piece.length;
      }
      if (at > 0) await call({ session, name: 'copy', table, columns, text }, [text.buffer]);
    },
    transaction: async (work) => {
      await call({ session, name: 'begin' });
      let result: Awaited<ReturnType<typeof work>>;
      try {
        result = await work();
      } catch (error) {
        await call({ session, name: 'rollback' }).catch(() => undefined);
        throw error;
      }
      await call({ session, name: 'commit' });
      return result;
    },
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
