import { useCallback } from 'react';
import type { Progress, DescribedFinding } from '../../../../src/library/page/types.ts';
import { type Run, useLast } from '../use-last.ts';
import type { Lang } from '../../../../packages/base/src/language.ts';
import { type CheckRequest, startChecker } from '../engine.ts';
import { Comparer, type Comparison } from './compare.ts';

export type ChangeState =
  | { step: 'idle' }
  | { step: 'cancelled'; request: ChangeRequest }
  | { step: 'running'; request: ChangeRequest; pass: 1 | 2; progress: Progress }
  | { step: 'done'; request: ChangeRequest; changed: Changed }
  | { step: 'failed'; request: ChangeRequest; error: unknown };

export type ChangeControl = { state: ChangeState; start: (request: ChangeRequest) => void; cancel: () => void };

export function useChange(): ChangeControl {
  const { state, start: begin, cancel } = useLast<ChangeState>({ step: 'idle' });
  const start = useCallback((request: ChangeRequest) => begin(changing(request)), [begin]);
  return { state, start, cancel };
}

const changing =
  (request: ChangeRequest): Run<ChangeState> =>
  async (signal, tell) => {
    const onProgress = (pass: 1 | 2, progress: Progress): void => tell({ step: 'running', request, pass, progress });
    onProgress(1, { read: 0, size: request.file.size, findings: 0 });
    try {
      return { step: 'done', request, changed: await runChange(request, { signal, onProgress }) };
    } catch (error) {
      return signal.aborted ? { step: 'cancelled', request } : { step: 'failed', request, error };
    }
  };

export type ChangeRequest = { file: Blob; name: string; from: string; to: string; withRules: boolean; lang: Lang; root: string };

type Changed = { comparison: Comparison } | { finding: DescribedFinding };

type ChangeWatch = { signal: AbortSignal; onProgress: (pass: 1 | 2, progress: Progress) => void };

/** One file checked under two versions, one after the other. */
async function runChange(request: ChangeRequest, { signal, onProgress }: ChangeWatch): Promise<Changed> {
  const { from, to, lang, root, file, withRules } = request;
  const comparer = new Comparer();
  const checker = await startChecker(root);
  const check = (version: string, pass: 1 | 2, onFindings: CheckRequest['onFindings']) =>
    checker.check(file, {
      ...{ version, lang, signal, onFindings, onProgress: (progress) => onProgress(pass, progress) },
      rules: withRules,
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
