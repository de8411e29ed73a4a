/** A référentiel of its own in a temporary folder: a bare repository, clones of it, no token, nothing of the machine but git and node. */
import { execFile, execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { following } from '../../../../src/governance/errata/decide.ts';
import { recordPath } from '../../../../src/governance/release/record.ts';
import { bundleIn } from '../../../support/bundle.ts';
import { asReleased, shareCache } from '../../../support/draft.ts';
import { GOLDEN, NEWEST, ROOT } from '../../../support/engine.ts';
import { nameOrganisation } from '../../../support/organisation.ts';
import { SOURCES } from '../room.ts';

const SCRIPTS = 'test/governance/release/e2e';

/** What a clone holds: the sources, how documents are formatted, and what a workflow runs. */
const HELD = [...SOURCES, '.oxfmtrc.json', `${SCRIPTS}/release.ts`, `${SCRIPTS}/remake.ts`];

const IDENTITY = { NAME: 'Essai', EMAIL: 'essai@exemple.invalid' };

/** The settings of who runs the tests have no part in it, nor has a token. */
const ENV: NodeJS.ProcessEnv = {
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  TMPDIR: tmpdir(),
  NO_COLOR: '1',
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  ...Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((who) => Object.entries(IDENTITY).map(([key, value]) => [`GIT_${who}_${key}`, value])),
  ),
};

/** The record of a release that anything may be in: the proposals of these tests are judged by it. All is invented. */
const RECORD = `proposals:
  - title: { fr: Un essai, en: A trial }
    kind: break
    author: Ana Le Goff
    opened: '2020-01-01'
    until: '2020-02-01'
    approved: [{ who: Yann Morvan, when: '2020-02-02' }, { who: Inès Caradec, when: '2020-02-02' }]
candidate: { number: 9.0.0-rc.1, opened: '2020-02-02' }
sample:
  measured: '2020-02-01'
  command: npx decp impact --from 2.0.3 --to next essai.json
  producers:
    - { name: un, marche: 206, contrat-concession: 300 }
    - { name: deux, marche: 110, contrat-concession: 100 }
    - { name: trois, marche: 100, contrat-concession: 10 }
`;

export type World = { folder: string; bare: string; url: string; clone: string };

/** What a release needs of the project as it stands, but for its placeholders, in one commit on `main` that bears the tag of the newest release, as a repository that starts to release does. */
export function makeWorld(): World {
  const folder = mkdtempSync(join(tmpdir(), 'decp-release-'));
  const [bare, clone] = [join(folder, 'depot.git'), join(folder, 'clone')];
  for (const path of HELD) cpSync(join(ROOT, path), join(clone, path), { recursive: true });
  // Built from the very same sources: what it holds stands for what a build would give here.
  mkdirSync(join(clone, 'dist'));
  for (const name of ['versions', 'rules']) symlinkSync(join(ROOT, 'dist', name), join(clone, 'dist', name), 'junction');
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
  shareCache(clone);
  writeFileSync(join(clone, '.gitignore'), 'node_modules\ndist\n.cache\n');
  nameOrganisation(clone);
  for (const bump of ['minor', 'major'] as const) writeFileSync(join(clone, recordPath(following(NEWEST, bump))), RECORD);
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', bare], { env: ENV });
  const git = gitIn(clone);
  git('init', '-q', '-b', 'main');
  git('remote', 'add', 'origin', bare);
  const grow = asReleased(clone, GOLDEN);
  commit(clone, 'chore: start');
  git('tag', NEWEST);
  grow();
  commit(clone, 'chore: what a published version gained');
  git('push', '-q', 'origin', 'main', NEWEST);
  return { folder, bare, clone, url: `file://${bare}` };
}

export const removeWorld = ({ folder }: World): void => {
  rmSync(folder, { recursive: true, force: true });
};

export const gitIn =
  (folder: string) =>
  (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', env: ENV, stdio: ['ignore', 'pipe', 'pipe'] }).trim();

export function commit(folder: string, message: string): void {
  const git = gitIn(folder);
  git('add', '-A');
  git('commit', '-q', '-m', message);
}

/** Another working tree of the clone, on a new branch: several can be looked at side by side. */
export function branchOf({ folder, clone }: World, name: string): string {
  const tree = join(folder, name);
  gitIn(clone)('worktree', 'add', '-q', '-b', name, tree, 'main');
  for (const shared of ['node_modules', 'dist']) symlinkSync(join(clone, shared), join(tree, shared));
  shareCache(tree);
  return tree;
}

/** A clone of the bare repository at a place of its own, which knows nothing of the first. */
export function freshClone({ folder, bare }: World, name: string, ref: string): string {
  const clone = join(folder, name);
  gitIn(folder)('clone', '-q', '-b', ref, bare, clone);
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
  return clone;
}

/** No proposal of the tests touches the sources: these stand each in one file. */
const BUNDLED = ['judge', 'verify'] as const;

/** `release` and `remake` are what a workflow runs: the sources themselves, which are what a build is held against. */
type Script = (typeof BUNDLED)[number] | 'release' | 'remake';

const isBundled = (script: Script): boolean => (BUNDLED as readonly string[]).includes(script);

/** Runs a script of the tests in a working tree, where it looks at the files of that tree; it leaves its answer in a file. */
export async function run<T>(script: Script, tree: string, args: readonly string[] = []): Promise<T> {
  const answer = join(tree, '.cache', `${script}-${process.hrtime.bigint().toString()}.json`);
  mkdirSync(join(tree, '.cache'), { recursive: true });
  const program = isBundled(script)
    ? [await bundleIn(tree, `${SCRIPTS}/${script}.ts`)]
    : ['--import', 'tsx', join(tree, SCRIPTS, `${script}.ts`)];
  const call = [...program, answer, ...args];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, call, { cwd: tree, env: ENV, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (existsSync(answer)) resolve(JSON.parse(readFileSync(answer, 'utf8')) as T);
      else reject(new Error(`${script}: ${error?.message ?? ''}\n${stdout}\n${stderr}`));
    });
  });
}

export const read = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8');
export const write = (folder: string, path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
export const names = (folder: string, path: string): string[] =>
  readdirSync(join(folder, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
