import { startTransition, useCallback, useEffect, useRef, useState } from 'react';

/** A task that reports intermediate states and resolves to the final one. */
export type Run<State> = (signal: AbortSignal, report: (state: State) => void) => Promise<State>;

export type Last<State> = { state: State; start: (run: Run<State>) => void; cancel: () => void };

/** Holds the state of the task started last. Starting a new one aborts the running one and ignores its further reports. */
export function useLast<State>(idle: State): Last<State> {
  const [state, setState] = useState<State>(idle);
  const abort = useRef<AbortController>(undefined);
  const cancel = useCallback(() => abort.current?.abort(), []);
  // Aborts the task when the component is unmounted.
  useEffect(() => cancel, [cancel]);
  const start = useCallback((run: Run<State>) => {
    abort.current?.abort();
    const controller = new AbortController();
    abort.current = controller;
    const report = (next: State): void => {
      if (abort.current === controller) setState(() => next);
    };
    // A transition, so that the page stays responsive while a long result is rendered.
    void run(controller.signal, report).then((end) => startTransition(() => report(end)));
  }, []);
  return { state, start, cancel };
}
