/** The state of the page: what is checked, and what came of it. */
import { useCallback } from 'react';
import type { Progress } from '../../../src/library/page/types.ts';
import { type Done, type Request, runCheck, type Unreadable } from './run-check.ts';
import { type Run, useLast } from './use-last.ts';

export type Running = Progress & { findings: number };

export type CheckState =
  | { step: 'idle' }
  | { step: 'running'; request: Request; running: Running }
  | { step: 'done'; request: Request; done: Done }
  | { step: 'unreadable'; request: Request; unreadable: Unreadable }
  | { step: 'failed'; request: Request; error: unknown }
  | { step: 'cancelled'; request: Request };

export type CheckControl = { state: CheckState; start: (request: Request) => void; cancel: () => void };

export function useCheck(): CheckControl {
  const { state, start: begin, cancel } = useLast<CheckState>({ step: 'idle' });
  const start = useCallback((request: Request) => begin(checking(request)), [begin]);
  return { state, start, cancel };
}

const checking =
  (request: Request): Run<CheckState> =>
  async (signal, tell) => {
    const onProgress = (running: Running): void => tell({ step: 'running', request, running });
    onProgress({ read: 0, size: request.file.size, findings: 0 });
    try {
      const outcome = await runCheck(request, { signal, onProgress });
      return 'finding' in outcome
        ? { step: 'unreadable', request, unreadable: outcome }
        : { step: 'done', request, done: outcome };
    } catch (error) {
      return signal.aborted ? { step: 'cancelled', request } : { step: 'failed', request, error };
    }
  };
