import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compilerSays } from '../../../src/governance/build/library.node.ts';
import { CATALOGUES, IMPORTED } from '../../../src/governance/messages/compile.node.ts';
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

test('a catalogue is compiled again where what the compiler imports has changed', () => {
  const own = under('src', 'governance', 'messages');
  const imported = readdirSync(own).flatMap((name) =>
    [...readFileSync(join(own, name), 'utf8').matchAll(/^import (?!type )[^;]*? from '(\.\.\/[^']+)'/gm)].map(([, path = '']) =>
      relative(under(), join(own, path)).replaceAll(sep, '/'),
    ),
  );
  // Where the clone is, and how a problem is said, change nothing in what is compiled.
  const others = new Set(['src/host/paths.node.ts', 'src/governance/problem.ts']);
  expect(IMPORTED.filter((path) => path !== 'package-lock.json').sort()).toEqual(
    imported.filter((path) => !others.has(path)).sort(),
  );
});
