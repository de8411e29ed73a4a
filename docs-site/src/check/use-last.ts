import { startTransition, useCallback, useEffect, useRef, useState } from 'react';

/** Tells how far it is, and resolves to what came of it. */
export type Run<State> = (signal: AbortSignal, tell: (state: State) => void) => Promise<State>;

export type Last<State> = { state: State; start: (run: Run<State>) => void; cancel: () => void };

/** The state of what was begun last: whoever begins anew stops what runs, and what that one still says is not reported. */
export function useLast<State>(idle: State): Last<State> {
  const [state, setState] = useState<State>(idle);
  const abort = useRef<AbortController>(undefined);
  const cancel = useCallback(() => abort.current?.abort(), []);
  // Whoever leaves the page wants no answer any more.
  useEffect(() => cancel, [cancel]);
  const start = useCallback((run: Run<State>) => {
    abort.current?.abort();
    const controller = new AbortController();
    abort.current = controller;
    const tell = (next: State): void => {
      if (abort.current === controller) setState(() => next);
    };
    // A long result is drawn bit by bit, so that the page answers meanwhile.
    void run(controller.signal, tell).then((end) => startTransition(() => tell(end)));
  }, []);
  return { state, start, cancel };
}
