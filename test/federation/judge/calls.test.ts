import { expect, test } from 'vitest';
import { Calls } from '../../../federation/src/judge/thread/calls.node.ts';
import type { StoreCall } from '../../../federation/src/judge/thread/messages.ts';
import { inTransaction, type Session, type Store } from '../../../federation/src/store/store.ts';

/** A store that notes what it is asked. `isReady`: resolves once a connection is free, and once a transaction has begun; at once on PGlite. */
function storeWith(isReady: () => Promise<void> | undefined): { store: Store; asked: string[] } {
  const asked: string[] = [];
  const exec = async (sql: string): Promise<void> => {
    asked.push(sql);
    await isReady();
  };
  const query: Session['query'] = async (sql) => {
    await exec(sql);
    return [];
  };
  const session: Session = {
    ...{ query, exec, copy: (table) => exec(`copy ${table}`) },
    transaction: (work) => inTransaction(exec, work),
  };
  const run: Store['session'] = async (work) => {
    // On PGlite, work begins in the same turn.
    const ready = isReady();
    if (ready) await ready;
    try {
      return await work(session);
    } finally {
      asked.push('released');
    }
  };
  return { store: { kind: 'postgres', query, exec, session: run, close: () => Promise.resolve() }, asked };
}

const call = (session: number, name: 'open' | 'begin' | 'commit' | 'rollback' | 'close'): StoreCall => ({ session, name });

test('what a thread asks of the database is done in its sessions and transactions', async () => {
  const { store, asked } = storeWith(() => undefined);
  const calls = new Calls(store);
  for (const name of ['open', 'begin'] as const) await calls.answer(call(1, name));
  await calls.answer({ session: 1, name: 'query', sql: 'select 1', parameters: [] });
  await calls.answer(call(1, 'commit'));
  await calls.answer(call(1, 'begin'));
  for (const name of ['rollback', 'close'] as const) await calls.answer(call(1, name));
  expect(asked).toEqual(['begin', 'select 1', 'commit', 'begin', 'rollback', 'released']);
  await expect(calls.answer(call(1, 'begin'))).rejects.toThrow('given up');
});

test('what a thread leaves open is undone and given back, also what was only about to begin', async () => {
  let free = (): void => undefined;
  let ready: Promise<void> | undefined;
  const busy = (): void => {
    ready = new Promise((resolve) => (free = resolve));
  };
  const { store, asked } = storeWith(() => ready);
  const calls = new Calls(store);
  for (const session of [1, 2]) await calls.answer(call(session, 'open'));
  await calls.answer(call(1, 'begin'));
  busy();
  const late = [calls.answer(call(2, 'begin')), calls.answer(call(3, 'open'))].map((answer) => answer.catch(String));
  const end = calls.end();
  free();
  await end;
  expect(await Promise.all(late)).toEqual(Array.from({ length: 2 }, () => 'Error: given up by its thread'));
  expect(asked.toSorted()).toEqual(
    ['begin', 'begin', 'rollback', 'rollback', ...Array.from({ length: 2 }, () => 'select pg_advisory_unlock_all()')]
      .concat(Array.from({ length: 3 }, () => 'released'))
      .toSorted(),
  );
});
