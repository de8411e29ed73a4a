import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compilerSays } from '../../../src/governance/build/library.node.ts';
import { CATALOGUES } from '../../../src/governance/messages/compile.node.ts';
import { under } from '../../../src/host/paths.node.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-compiled-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The linter, which checks the types of all other code, does not look at files that are not in git. */
test('what messages are compiled to has no type errors', async () => {
  const config = {
    extends: under('tsconfig.json'),
    compilerOptions: { types: [] },
    include: CATALOGUES.map(({ to }) => under(to)),
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  expect(await compilerSays(['--project', folder])).toBe('');
});
