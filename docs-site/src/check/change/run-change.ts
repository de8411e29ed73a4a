/** One file checked under two versions, one after the other. */
import type { Progress, ToldFinding } from '../../../../src/library/page/types.ts';
import type { Lang } from '../../../../packages/base/src/language.ts';
import { allRules } from '../../../../src/validate/rule-book.ts';
import { type CheckRequest, startChecker } from '../engine.ts';
import { Comparer, type Comparison } from './compare.ts';

export type ChangeRequest = { file: Blob; name: string; from: string; to: string; withRules: boolean; lang: Lang; root: string };

export type Changed = { comparison: Comparison } | { finding: ToldFinding };

export type ChangeWatch = { signal: AbortSignal; onProgress: (pass: 1 | 2, progress: Progress) => void };

export async function runChange(request: ChangeRequest, { signal, onProgress }: ChangeWatch): Promise<Changed> {
  const { from, to, lang, root, file, withRules } = request;
  const comparer = new Comparer();
  const checker = await startChecker(root);
  const check = (version: string, pass: 1 | 2, onFindings: CheckRequest['onFindings']) =>
    checker.check(file, {
      ...{ version, lang, signal, onFindings, onProgress: (progress) => onProgress(pass, progress) },
      ...(withRules && { rules: allRules() }),
    });
  try {
    const before = await check(from, 1, comparer.first);
    if (!before.readable) return { finding: before.finding };
    const after = await check(to, 2, comparer.second);
    if (!after.readable) return { finding: after.finding };
    return { comparison: comparer.result(before, after) };
  } finally {
    checker.close();
  }
}
