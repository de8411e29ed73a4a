import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTree } from '../../../src/host/tree.node.ts';
import { shareCache } from '../../support/draft.ts';
import { ROOT } from '../../support/engine.ts';
import { PROPOSALS } from './proposals.ts';

/** A copy of what git follows, with the packages of this clone and what it has built. */
function copy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'decp-vert-'));
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\0')
    .slice(0, -1);
  for (const file of files) cpSync(join(ROOT, file), join(folder, file));
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  shareCache(folder);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  writeFileSync(join(folder, '.gitignore'), '.cache\ndist\nnode_modules\n');
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Essai', '-c', 'user.email=essai@exemple.invalid', ...args], { cwd: folder });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'first');
  return folder;
}

/** Fast tests that read the draft, which are those that a proposal can make fail. */
const tests = [...(await readTree(`${ROOT}test`, (path) => /(?<!\.(?:slow|law|night))\.test\.ts$/.test(path)))].flatMap(
  ([path, text]) =>
    /'next'|(?:schema|examples)\/next\b|\b(?:VERSIONS|DRAFT|NEWEST|someOf)\b/.test(text) ? [`test/${path}`] : [],
);

/** The commands of the project on a proposal, in the order in which it meets them. */
const COMMANDS: [name: string, args: string[]][] = [
  ['the gate', ['--import', 'tsx', 'scripts/npm-run.ts', 'gate', '--base', 'main']],
  ['the build', ['--import', 'tsx', 'scripts/decp.ts', 'build']],
  ['the tests', ['node_modules/vitest/vitest.mjs', 'run', '--mode', 'fast', ...tests]],
];

/** One of each kind: a rule, a break, a structure. It takes minutes to build and test each whole, hence the night. */
const SOME = PROPOSALS.filter((_, i) => [2, 5, 6].includes(i)).map(({ title, make }) => [title, make] as const);

test.each(SOME)('a proposal that the gate lets through passes the build and the tests: %s', async (_, make) => {
  const folder = copy();
  try {
    await make(folder);
    for (const [name, args] of COMMANDS) {
      const env = { ...process.env, TIER: undefined, NO_COLOR: '1' };
      const options = { cwd: folder, encoding: 'utf8', env, maxBuffer: 1 << 28 } as const;
      const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
      expect([name, status], `${stdout}\n${stderr}`.slice(-20_000)).toEqual([name, 0]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
