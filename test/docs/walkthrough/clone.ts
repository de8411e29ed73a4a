import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resetDraft, shareCache } from '../../support/draft.ts';
import { NEWEST, ROOT } from '../../support/engine.ts';

const PARTS = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  '.oxfmtrc.json',
  'schema',
  'examples',
  'propositions',
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

/** A clone of the référentiel on the day after its newest release, `latest`. */
export type Clone = { folder: string; latest: string };

/** The caller removes it. */
export function makeClone(): Clone {
  const folder = mkdtempSync(join(tmpdir(), 'decp-guide-'));
  for (const part of [...PARTS, ...DOCUMENTS]) cpSync(`${ROOT}${part}`, join(folder, part), { recursive: true });
  resetDraft(folder);
  shareCache(folder);
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
  git('init', '-q', '--bare', 'dist/origin.git');
  git('remote', 'add', 'origin', join(folder, 'dist/origin.git'));
  return { folder, latest: NEWEST };
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
