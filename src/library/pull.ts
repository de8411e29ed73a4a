/** Thrown into work whose consumer has stopped. */
class Stopped extends Error {}

type Waiting<T> = { value: T; taken: () => void; stop: (why: Error) => void };

/**
 * Turns work that passes values to a callback into a generator, whose return value is the result of the work. The work waits until each value
 * is consumed. When the consumer stops early, the work is stopped at its next value.
 */
export async function* pull<T, R>(work: (give: (value: T) => Promise<void>) => Promise<R>): AsyncGenerator<T, R, void> {
  const state: { waiting?: Waiting<T>; ended: boolean; wake: () => void } = { ended: false, wake: () => undefined };
  const give = (value: T): Promise<void> =>
    new Promise((taken, stop) => {
      state.waiting = { value, taken, stop };
      state.wake();
    });
  const result = work(give).finally(() => {
    state.ended = true;
    state.wake();
  });
  // A failure is thrown to the consumer at the end; until then it must not count as unhandled.
  result.catch(() => undefined);
  try {
    for (;;) {
      if (state.waiting) {
        const { value, taken } = state.waiting;
        yield value;
        delete state.waiting;
        taken();
      } else if (state.ended) return await result;
      else await new Promise<void>((resolve) => (state.wake = resolve));
    }
  } finally {
    state.waiting?.stop(new Stopped());
    await result.catch(() => undefined);
  }
}
