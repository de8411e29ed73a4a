import { expect, test } from 'vitest';
import { decp } from '../cli/run.ts';
import { NEWEST } from '../support/engine.ts';

test('decp diff --latest compares the newest release with next, and their numbers keep what they promise', async () => {
  const { out, err, code } = await decp(['diff', '--latest', '--format', 'json']);
  expect([err, code]).toEqual(['', 0]);
  const reported = { previous: { version: NEWEST }, next: { version: 'next' }, undeclared: [], staleErrata: [] };
  expect(JSON.parse(out)).toMatchObject(reported);
});
