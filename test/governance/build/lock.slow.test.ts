import { expect, test, vi } from 'vitest';
import { buildAnew, buildWhereStale } from '../../../src/governance/build/all.node.ts';
import { runBuild } from '../../../src/governance/build/command.node.ts';

const LOCKED = new Error('another process builds');
vi.mock('../../../src/governance/build/lock.node.ts', () => ({ asOnlyBuild: () => Promise.reject(LOCKED) }));

test.each<[string, () => Promise<unknown>]>([
  ['npm ci', () => buildAnew('en')],
  ['npm run prepare, the tests and the site', () => buildWhereStale('en')],
  ['npm start', () => runBuild({ lang: 'en' })],
])('%s builds nothing while another process does', async (_, build) => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await expect(build()).rejects.toBe(LOCKED);
});
