import { useCallback, useRef, useState } from 'react';
import type { Progress } from '../../../../src/browser/types.ts';
import { type Changed, type ChangeRequest, runChange } from './run-change.ts';

export type ChangeState =
  | { step: 'idle' }
  | { step: 'cancelled' }
  | { step: 'running'; request: ChangeRequest; pass: 1 | 2; progress: Progress }
  | { step: 'done'; changed: Changed }
  | { step: 'failed'; error: unknown };

export type ChangeControl = { state: ChangeState; start: (request: ChangeRequest) => void; cancel: () => void };

export function useChange(): ChangeControl {
  const [state, setState] = useState<ChangeState>({ step: 'idle' });
  const abort = useRef<AbortController>(undefined);
  const cancel = useCallback(() => abort.current?.abort(), []);
  const start = useCallback((request: ChangeRequest) => {
    abort.current?.abort();
    const controller = new AbortController();
    abort.current = controller;
    const { signal } = controller;
    const tell = (next: ChangeState): void => {
      if (abort.current === controller) setState(next);
    };
    tell({ step: 'running', request, pass: 1, progress: { read: 0, size: request.file.size } });
    runChange(request, { signal, onProgress: (pass, progress) => tell({ step: 'running', request, pass, progress }) }).then(
      (changed) => tell({ step: 'done', changed }),
      (error: unknown) => tell(signal.aborted ? { step: 'cancelled' } : { step: 'failed', error }),
    );
  }, []);
  return { state, start, cancel };
}
