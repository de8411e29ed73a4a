import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../support/engine.ts';
import { nameOrganisation } from '../../support/organisation.ts';

const PARTS = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  '.oxfmtrc.json',
  'schema',
  'examples',
  'scripts',
  'messages',
  'packages',
  'src',
  'test/docs',
  'dist',
  '.github',
  'schemas.yml',
];
const DOCUMENTS = ['LICENSE', 'README.md', 'README.en.md', 'CHANGELOG.md'];

/** A clone of the référentiel on the day when `next` was released: `latest` says what `next` says. */
export type Clone = { folder: string; latest: string };

/** The caller removes it. */
export function makeClone(): Clone {
  const folder = mkdtempSync(join(tmpdir(), 'decp-guide-'));
  for (const part of [...PARTS, ...DOCUMENTS]) cpSync(`${ROOT}${part}`, join(folder, part), { recursive: true });
  symlinkSync(`${ROOT}node_modules`, join(folder, 'node_modules'));
  writeFileSync(
    join(folder, '.gitignore'),
    ['.cache', 'dist', 'node_modules', 'messages', 'packages', 'scripts', 'src', 'test', ''].join('\n'),
  );
  const git = gitIn(folder);
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Essai');
  git('config', 'user.email', 'essai@exemple.invalid');
  git('add', '-A');
  git('commit', '-q', '-m', 'chore: start');
  const latest = release(folder);
  git('add', '-A');
  git('commit', '-q', '--allow-empty', '-m', `chore(release): ${latest}`);
  git('init', '-q', '--bare', 'dist/origin.git');
  git('remote', 'add', 'origin', join(folder, 'dist/origin.git'));
  return { folder, latest };
}

export const removeClone = ({ folder }: Clone): void => {
  rmSync(folder, { recursive: true, force: true });
};

/** As it was cloned, for the next proposal. */
export function backToMain({ folder }: Clone): void {
  const git = gitIn(folder);
  git('switch', '-q', '--discard-changes', 'main');
  git('clean', '-q', '-d', '--force');
}

const gitIn =
  (folder: string) =>
  (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8' });

/** Releases what `next` has more than the newest release, if anything, and gives the number of the newest release then. */
function release(folder: string): string {
  // From the sources: they change before the release, which a program that was built of others refuses to make.
  const decp = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'scripts/decp.ts', 'release', ...args], { cwd: folder, encoding: 'utf8' });
  const plan = JSON.parse(decp('plan', '--format', 'json').stdout) as { bump: string; version: string };
  if (plan.bump !== 'none') {
    nameOrganisation(folder);
    const { status, stdout, stderr } = decp('prepare', plan.version, '--date', '2026-12-01');
    if (status !== 0) throw new Error(`release prepare: ${stdout}${stderr}`);
  }
  forgetExamples(join(folder, 'examples', plan.version, 'invalid'));
  return plan.version;
}

/** Those of the schema of what was just released are those of `next` over again, and take long to judge. */
function forgetExamples(folder: string): void {
  for (const name of readdirSync(folder)) if (name.startsWith('schema.')) rmSync(join(folder, name));
}
