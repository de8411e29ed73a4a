import { readFile } from 'node:fs/promises';
import { englishRefusals, hasBothLanguages, keptEnglish } from '../../governance/gate/english.ts';
import type { ChangedFile, Refusal } from '../../governance/gate/refusal.ts';
import { gitText } from '../git.ts';
import { ROOT, under } from '../paths.ts';
import type { Base } from './base.ts';

/** The English texts that a proposal forgets. What is in no commit yet can only be excused by the commit that will hold it. */
export async function forgottenEnglish(changed: readonly ChangedFile[], base: Base): Promise<Refusal[]> {
  const files = changed.filter(({ path, how }) => how === 'changed' && hasBothLanguages(path));
  if (files.length === 0) return [];
  const messages = (await gitText(['log', '-z', '--no-merges', '--format=%B', `${base.commit}..HEAD`], ROOT)) ?? '';
  const kept = keptEnglish(messages.split('\0'));
  const found = files.map(async ({ path }) => {
    const [before = '', after] = [await base.text(path), await readFile(under(path), 'utf8')];
    return englishRefusals({ path, before, after }, kept);
  });
  return (await Promise.all(found)).flat();
}
