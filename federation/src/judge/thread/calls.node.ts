import type { Session, Store } from '../../store/store.ts';
import type { StoreCall, Told } from './messages.ts';

/** A session that the thread has open. `close`: ends it, with an error or without. `end`: ends its transaction likewise. */
type Open = {
  session: Session;
  close: (error?: Error) => void;
  closed: Promise<void>;
  end?: (error?: Error) => void;
  ended?: Promise<void>;
};

/** Ends a transaction, or a session, that its thread gave up. */
const GIVEN_UP = new Error('given up by its thread');

/** Carries out what a thread calls of a store, and ends what it leaves open. */
export class Calls {
  readonly #store: Store;
  readonly #open = new Map<number, Open>();
  /** Errors that the thread was told, for they may come back. */
  readonly #errors = new Map<number, Error>();
  /** The thread is gone: what begins only now ends at once. */
  #isOver = false;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The error that was told under a key; one of the same words where there is none. */
  errorOf({ key = -1, ...words }: Told): Error {
    return this.#errors.get(key) ?? Object.assign(new Error(words.message), words);
  }

  keyOf(error: unknown): number {
    const key = this.#errors.size;
    this.#errors.set(key, error instanceof Error ? error : new Error(String(error)));
    return key;
  }

  /** Forgets the errors that were told: the call that they came of has ended. */
  forget(): void {
    this.#errors.clear();
  }

  async answer(call: StoreCall): Promise<unknown> {
    if (call.name === 'open') return this.#begin(call.session);
    const open = this.#open.get(call.session);
    if (call.session !== 0 && !open) throw GIVEN_UP;
    const queries = open?.session ?? this.#store;
    switch (call.name) {
      case 'query':
        return queries.query(call.sql, call.parameters);
      case 'exec':
        return queries.exec(call.sql);
      case 'copy':
        return open?.session.copy(call.table, call.columns, [call.text]);
      case 'begin':
        return this.#beginTransaction(open as Open);
      case 'commit':
        open?.end?.();
        return open?.ended;
      case 'rollback':
        open?.end?.(GIVEN_UP);
        return open?.ended?.catch(ignoreGivenUp);
      case 'close': {
        this.#open.delete(call.session);
        open?.close(call.failed && this.errorOf(call.failed));
        return open?.closed;
      }
    }
  }

  /** Undoes the transactions that are open, and ends all sessions: their thread is gone. */
  async end(): Promise<void> {
    this.#isOver = true;
    const all = [...this.#open.values()];
    this.#open.clear();
    for (const { session, end, ended, close, closed } of all) {
      end?.(GIVEN_UP);
      await ended?.catch(() => undefined);
      // The locks of a resource are those of the connection, which others use next.
      if (this.#store.kind === 'postgres') await session.query('select pg_advisory_unlock_all()').catch(() => undefined);
      close();
      await closed.catch(() => undefined);
    }
    this.#errors.clear();
  }

  /** Resolves once the session is open. */
  #begin(id: number): Promise<void> {
    return new Promise((opened, failed) => {
      let close: Open['close'] = () => undefined;
      const over = new Promise<void>((resolve, reject) => {
        close = (error) => (error === undefined ? resolve() : reject(error));
      });
      const closed: Promise<void> = Promise.resolve().then(() =>
        this.#store.session((session) => {
          if (this.#isOver) throw GIVEN_UP;
          this.#open.set(id, { session, close, closed });
          opened();
          return over;
        }),
      );
      closed.catch(failed);
    });
  }

  /** Resolves once the transaction has begun. */
  #beginTransaction(open: Open): Promise<void> {
    return new Promise((begun, failed) => {
      const ended = open.session.transaction(
        () =>
          new Promise<void>((resolve, reject) => {
            if (this.#isOver) return reject(GIVEN_UP);
            open.end = (error) => (error === undefined ? resolve() : reject(error));
            begun();
          }),
      );
      open.ended = ended.finally(() => {
        delete open.end;
      });
      open.ended.catch(failed);
    });
  }
}

function ignoreGivenUp(error: unknown): void {
  if (error !== GIVEN_UP) throw error;
}
