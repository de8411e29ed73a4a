import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { relatedTo } from '../../support/changed.ts';
import { shareCache } from '../../support/draft.ts';
import { ROOT } from '../../support/engine.ts';
import { TONIGHT } from '../../support/tier.ts';
import { kindsOf, makeDraft } from './drafts.ts';

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
  // Git takes a link for a file, which `node_modules/` does not name.
  appendFileSync(join(folder, '.gitignore'), 'node_modules\n');
  const git = gitIn(folder);
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'first');
  return folder;
}

const gitIn =
  (folder: string) =>
  (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=Essai', '-c', 'user.email=essai@exemple.invalid', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });

/** Slow tests that read the draft as it stands: those of the gate put it back to what it was after the newest release. */
const slow = (await relatedTo(['schema/next/marche.schema.json', 'examples/next/valid/marche-complet.json'])).filter(
  (path) => path.endsWith('.slow.test.ts') && !path.startsWith('test/governance/gate/'),
);

const VITEST = 'node_modules/vitest/vitest.mjs';

/**
 * The commands of the project on a proposal, in the order in which it meets them. Of what a pull request runs, laws draw a tenth, and slow tests that read the
 * draft through something else alone are left out, which would take ten minutes.
 */
const COMMANDS: readonly [name: string, args: string[]][] = [
  ['the gate', ['--import', 'tsx', 'scripts/npm-run.ts', 'gate', '--base', 'main']],
  ['the build', ['--import', 'tsx', 'scripts/decp.ts', 'build']],
  ['the fast tests', [VITEST, 'run', '--mode', 'fast']],
  ['the slow tests', [VITEST, 'run', '--mode', 'all', ...slow]],
];

/** Milliseconds: the tests of a whole tree run within this one, beside those of the night. */
const LONGEST = 3_600_000;

test(
  `draft ${TONIGHT}, which the gate lets through, passes the build and the tests: ${kindsOf(TONIGHT).join(', ')}`,
  async () => {
    const folder = copy();
    try {
      await makeDraft(folder, TONIGHT);
      for (const [name, args] of COMMANDS) {
        // What the tests of this run record and share is not for those.
        const env = { ...process.env, TIER: undefined, TEST_PROFILE: undefined, TEST_SERVICES: undefined, NO_COLOR: '1' };
        const options = { cwd: folder, encoding: 'utf8', env, maxBuffer: 1 << 28 } as const;
        const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
        expect([name, status], `${stdout}\n${stderr}`.slice(-20_000)).toEqual([name, 0]);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  LONGEST,
);
