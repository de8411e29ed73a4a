import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../federation/src/api/app.ts';
import { emptyStore } from '../../support/federation-store.ts';
import { type Demo, openDemo } from './demo.ts';
import { describedBy } from './described.ts';

let demo: Demo;
let app: App;
beforeAll(async () => {
  demo = await openDemo(await emptyStore());
  app = await demo.app();
});
afterAll(async () => {
  await demo.close();
  await demo.federation.store.close();
});

const faultsIn = async (source: string): Promise<string[]> => {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source, config });
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer ?? ''})`);
};

test('the description is one that Redocly finds nothing wrong with, in both languages', async () => {
  for (const lang of ['fr', 'en']) expect(await faultsIn(JSON.stringify(await describedBy(app, lang)))).toEqual([]);
  const { paths, ...rest } = await describedBy(app);
  const planted = { ...rest, paths: { ...paths, '/v1/contrats/{cle}/x': { get: { responses: {} } } } };
  expect(await faultsIn(JSON.stringify(planted))).not.toEqual([]);
});
