import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoScenario } from '../../../federation/fake/demo.node.ts';
import { readScenario } from '../../../federation/fake/scenario.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import { emptyStore } from '../../support/federation-store.ts';
import { NIGHT } from '../../support/tier.ts';
import { runScenario } from './run-scenario.ts';

const FOLDER = new URL('../../../federation/fake/scenarios/', import.meta.url);

let store: Store;
beforeAll(async () => {
  store = await emptyStore();
});
afterAll(() => store.close());

/** Empties all tables but that of migrations. */
async function empty(): Promise<void> {
  const tables = await store.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migration'`,
  );
  await store.exec(`truncate ${tables.map(({ name }) => name).join(', ')} restart identity`);
}

/** A file of 1 GB is read in the night alone. */
const sized = (name: string, text: string): string =>
  name === 'large-file' && NIGHT ? text.replace(/megabytes: \d+/, 'megabytes: 1000') : text;

test.each(readdirSync(FOLDER).map((name) => name.replace(/\.yaml$/, '')))('%s ends as it says', async (name) => {
  await empty();
  const scenario = readScenario(name, sized(name, readFileSync(new URL(`${name}.yaml`, FOLDER), 'utf8')));
  expect(await runScenario(scenario, store)).toEqual(scenario.expect);
});

test('the demonstration ends as it says', async () => {
  await empty();
  const scenario = await demoScenario();
  expect(await runScenario(scenario, store)).toEqual(scenario.expect);
});
