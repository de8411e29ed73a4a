/** The state of the page: what is checked, and what came of it. */
import { startTransition, useCallback, useRef, useState } from 'react';
import type { Progress } from '../../../src/browser/types.ts';
import { type Done, type Request, runCheck, type Unreadable } from './run-check.ts';

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
  const [state, setState] = useState<CheckState>({ step: 'idle' });
  const abort = useRef<AbortController>(undefined);
  const cancel = useCallback(() => abort.current?.abort(), []);
  const start = useCallback((request: Request) => {
    abort.current?.abort();
    const controller = new AbortController();
    abort.current = controller;
    // What another check still says is not about this one.
    const tell = (next: CheckState): void => {
      if (abort.current === controller) setState(next);
    };
    tell({ step: 'running', request, running: { read: 0, size: request.file.size, findings: 0 } });
    void outcomeOf(request, controller.signal, (running) => tell({ step: 'running', request, running })).then((state) =>
      // A long result is drawn bit by bit, so that the page answers meanwhile.
      startTransition(() => tell(state)),
    );
  }, []);
  return { state, start, cancel };
}

async function outcomeOf(request: Request, signal: AbortSignal, onProgress: (running: Running) => void): Promise<CheckState> {
  try {
    const outcome = await runCheck(request, { signal, onProgress });
    return 'finding' in outcome ? { step: 'unreadable', request, unreadable: outcome } : { step: 'done', request, done: outcome };
  } catch (error) {
    return signal.aborted ? { step: 'cancelled', request } : { step: 'failed', request, error };
  }
}
