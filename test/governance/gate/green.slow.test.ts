import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../support/engine.ts';
import { FULL } from '../../support/tier.ts';
import { PROPOSALS } from './proposals.ts';

/** Minutes: each proposal is built and tested whole. */
const LONGEST = 3_600_000;

/** A copy of what git follows, with the packages of this clone and what it has built. */
function copy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'decp-vert-'));
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\0')
    .slice(0, -1);
  for (const file of files) cpSync(join(ROOT, file), join(folder, file));
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  writeFileSync(join(folder, '.gitignore'), '.cache\ndist\nnode_modules\n');
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Essai', '-c', 'user.email=essai@exemple.invalid', ...args], { cwd: folder });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'first');
  return folder;
}

/** The commands of the project on a proposal, in the order in which it meets them. `npm test` runs the checks and the quick tests. */
const COMMANDS: [name: string, args: string[]][] = [
  ['the gate', ['--import', 'tsx', 'scripts/npm-run.ts', 'gate', '--base', 'main']],
  ['the build', ['--import', 'tsx', 'scripts/decp.ts', 'build']],
  ['npm test', ['--import', 'tsx', 'scripts/test.ts']],
];

describe.skipIf(!FULL)('a proposal that the gate lets through passes the build and npm test', () => {
  test.each(PROPOSALS.map(({ title, make }) => [title, make] as const))(
    '%s',
    async (_, make) => {
      const folder = copy();
      try {
        await make(folder);
        for (const [name, args] of COMMANDS) {
          const env = { ...process.env, TIER: undefined, NO_COLOR: '1' };
          const { status, stdout, stderr } = spawnSync(process.execPath, args, {
            cwd: folder,
            encoding: 'utf8',
            env,
            maxBuffer: 1 << 28,
          });
          expect([name, status], `${stdout}\n${stderr}`.slice(-20_000)).toEqual([name, 0]);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    LONGEST,
  );
});
