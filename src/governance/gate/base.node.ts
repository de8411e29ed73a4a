import { relative, sep } from 'node:path';
import { blobIfAt, commitOf, forkOf, topOf, git } from '../../host/git.node.ts';
import { ROOT } from '../../host/paths.node.ts';
import type { ChangedFile } from './refusal.ts';

/**
 * The commit from which a proposal branched. `name`: the reference as the caller gave it; `prefix`: path from the top of the
 * repository to the référentiel, which may be in a subfolder; `root`: the folder in which git runs.
 */
export type Base = {
  name: string;
  commit: string;
  prefix: string;
  root: string;
  /** Returns the text of a file, given its path from the top of the référentiel, or undefined if there is none. */
  text(path: string): Promise<string | undefined>;
};

export async function baseOf(name: string): Promise<Base> {
  const commit = await forkOf(await commitOf(name, ROOT), ROOT);
  const inside = relative(await topOf(ROOT), ROOT).replaceAll(sep, '/');
  const prefix = inside === '' ? '' : `${inside}/`;
  const text = async (path: string) => (await blobIfAt(commit, prefix + path, ROOT))?.toString('utf8');
  return { name, commit, prefix, root: ROOT, text };
}

const HOW: Readonly<Record<string, ChangedFile['how']>> = { A: 'added', D: 'removed' };

/** The files that differ between a commit and the working tree, with paths from the top of the référentiel. */
export async function changesSince(commit: string): Promise<ChangedFile[]> {
  const [tracked, others] = [
    await list('diff', '--name-status', '-z', '--no-renames', '--no-ext-diff', '--relative', commit, '--'),
    await list('ls-files', '--others', '--exclude-standard', '-z'),
  ];
  const changed = pairs(tracked).map(([letter, path]): ChangedFile => ({ path, how: HOW[letter] ?? 'changed' }));
  return [...changed, ...others.map((path): ChangedFile => ({ path, how: 'added' }))];
}

const list = async (...args: string[]): Promise<string[]> => {
  const printed = await git(args, ROOT);
  if (!printed) throw new Error(`git ${args[0] ?? ''} failed`);
  return printed.toString().split('\0').slice(0, -1);
};

const pairs = (words: readonly string[]): [string, string][] =>
  words.flatMap((word, i) => (i % 2 === 0 ? [[word, words[i + 1] ?? '']] : []) as [string, string][]);
