import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoScenario } from '../../../federation/fake/demo.node.ts';
import { readScenario } from '../../../federation/fake/scenario.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import { clear, emptyStore } from '../../support/federation-store.ts';
import { NIGHT } from '../../support/tier.ts';
import { runScenario } from './run-scenario.ts';

const FOLDER = new URL('../../../federation/fake/scenarios/', import.meta.url);

let store: Store;
beforeAll(async () => {
  store = await emptyStore();
});
afterAll(() => store.close());

/** A file of 1 GB is read in the night alone: that none is held in memory is a test of its own. */
const sized = (name: string, text: string): string =>
  name === 'large-file' ? text.replace(/megabytes: \d+/, `megabytes: ${NIGHT ? 1000 : 20}`) : text;

/** Each of these differs from another one by a fault that harvest.slow.test.ts has as well, or judge.slow.test.ts (the bomb). */
const NIGHTLY = [
  ...['status-403', 'status-410', 'status-500', 'status-502', 'status-500-all-day'],
  ...['busy-all-day', 'busy-with-retry-after', 'page-shifted-departure', 'page-shifted-rotation'],
  ...[
    'bomb-file',
    'timeout-all-day',
    'timeout-in-body',
    'truncated-all-day',
    'length-too-great',
    'sha1-null',
    'same-etag-unsaid',
  ],
];
const names = readdirSync(FOLDER).map((name) => name.replace(/\.yaml$/, ''));

test('what is left to the night is there', () => {
  expect(names).toEqual(expect.arrayContaining(NIGHTLY));
});

test.each(names.filter((name) => NIGHT || !NIGHTLY.includes(name)))('%s ends as it says', async (name) => {
  await clear(store);
  const scenario = readScenario(name, sized(name, readFileSync(new URL(`${name}.yaml`, FOLDER), 'utf8')));
  expect(await runScenario(scenario, store)).toEqual(scenario.expect);
});

test('the demonstration ends as it says', async () => {
  await clear(store);
  const scenario = await demoScenario();
  expect(await runScenario(scenario, store)).toEqual(scenario.expect);
});
