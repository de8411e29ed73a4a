import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Base } from '../../../src/governance/gate/base.node.ts';
import { publishedFrom } from '../../../src/governance/gate/generated.node.ts';
import { sha256 } from '../../../src/host/sha256.node.ts';
import { ROOT } from '../../support/engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-publie-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const LIST = 'codelists/type-prix.csv';
const CODE = `Essai,Essai,Trial,Une part du prix est ferme.,"arrete-2022-12-22-marches, annexe I",next,,\n`;

/** A repository that holds the draft with one more code, as a base of the gate. */
function baseWith(code: string): Base {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Essai', '-c', 'user.email=essai@exemple.invalid', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).trim();
  for (const part of ['next', 'fields', 'base-uri.txt'])
    cpSync(join(ROOT, 'schema', part), join(folder, 'schema', part), { recursive: true });
  appendFileSync(join(folder, 'schema/next', LIST), code);
  git('init', '-q');
  git('config', 'core.autocrlf', 'false');
  git('add', '-A');
  git('commit', '-q', '-m', 'base');
  const text = (path: string) => Promise.resolve(readFileSync(join(folder, path), 'utf8'));
  return { name: 'HEAD', commit: git('rev-parse', 'HEAD'), prefix: '', root: folder, text };
}

test('the version that publishing makes says its number where the draft said « next »', { timeout: 60_000 }, async () => {
  const sums = await publishedFrom(baseWith(CODE), '9.9.9');
  const draft = readFileSync(join(folder, 'schema/next', LIST), 'utf8');
  expect(draft).toContain(',next,,\n');
  expect(sums.get(LIST)).toBe(sha256(Buffer.from(draft.replaceAll(',next,', ',9.9.9,'))));
});
