/** Runs `decp-federation` from its sources, in this process. */
import { afterAll, beforeAll } from 'vitest';
import { FEDERATION } from '../../../federation/src/cli/verbs.node.ts';
import { runCall } from '../../../src/cli/main.node.ts';
import { inThisProcess, type Run } from '../../cli/run.ts';
import { emptyPostgres, type OnPostgres } from '../../support/federation-store.ts';

export const federation = (...args: string[]): Promise<Run> => inThisProcess(() => runCall(FEDERATION, args));

/** Runs work with these variables in the environment. */
export async function inEnvironment<T>(variables: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  const before = process.env;
  process.env = { ...before, ...variables };
  try {
    return await work();
  } finally {
    process.env = before;
  }
}

/** Has all calls of a group of tests use one database on PostgreSQL, where there is one: each would take a second to open a PGlite. */
export function onPostgres(): void {
  const { DATABASE_URL: before } = process.env;
  let made: OnPostgres | string;
  beforeAll(async () => {
    made = await emptyPostgres();
    if (typeof made === 'object') process.env['DATABASE_URL'] = made.url;
  });
  afterAll(async () => {
    if (typeof made === 'string') return;
    if (before === undefined) delete process.env['DATABASE_URL'];
    else process.env['DATABASE_URL'] = before;
    await made.store.close();
  });
}
