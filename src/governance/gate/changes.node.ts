import type { ChangedFile } from './refusal.ts';
import { git } from '../../host/git.node.ts';
import { ROOT } from '../../host/paths.node.ts';

const HOW: Readonly<Record<string, ChangedFile['how']>> = { A: 'added', D: 'removed' };

/** What the working tree has that a commit has not, and the other way round: files by their paths from the top of the référentiel. */
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
