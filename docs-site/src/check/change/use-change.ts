import { useCallback } from 'react';
import type { Progress } from '../../../../src/library/page/types.ts';
import { type Run, useLast } from '../use-last.ts';
import { type Changed, type ChangeRequest, runChange } from './run-change.ts';

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
    onProgress(1, { read: 0, size: request.file.size });
    try {
      return { step: 'done', request, changed: await runChange(request, { signal, onProgress }) };
    } catch (error) {
      return signal.aborted ? { step: 'cancelled', request } : { step: 'failed', request, error };
    }
  };
