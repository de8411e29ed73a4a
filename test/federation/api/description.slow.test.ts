import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../federation/src/api/app.ts';
import { describedBy } from './described.ts';
import { apiOn } from './stub.ts';

let app: App;
beforeAll(async () => {
  ({ app } = await apiOn(() => Promise.resolve([]), {}, { prefix: 'ocds-abc123', name: 'Ville de Valbourg' }));
});
afterAll(() => app.close());

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
