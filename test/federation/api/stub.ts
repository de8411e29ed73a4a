/** The API on a database that answers every statement alike. */
import { type AppSettings, makeApp } from '../../../federation/src/api/app.node.ts';
import type { App } from '../../../federation/src/api/app.ts';
import type { Publisher } from '../../../federation/src/ocds/publisher.ts';
import type { Queries } from '../../../federation/src/store/store.ts';

export async function apiOn(
  query: () => Promise<never[]>,
  settings: Partial<AppSettings> = {},
  publisher?: Publisher,
): Promise<{ app: App; faults: unknown[] }> {
  const faults: unknown[] = [];
  const queries: Queries = { query, exec: () => Promise.resolve() };
  const archive = { folder: '' } as Parameters<typeof makeApp>[0]['archive'];
  const app = await makeApp(
    {
      queries,
      archive,
      catalogue: new Map(),
      outputs: '/nowhere',
      publisher,
      now: () => new Date(),
      onFault: (error) => faults.push(error),
    },
    { maxDelay: 0, ...settings },
  );
  return { app, faults };
}
