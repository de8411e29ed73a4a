/** Thrown into work that nobody waits for any more. */
class Stopped extends Error {}

type Waiting<T> = { value: T; taken: () => void; stop: (why: Error) => void };

/**
 * The values that some work gives one by one, as a generator that the work waits for; its result is that of the work. When the one who
 * asks stops early, the work is stopped where it gives its next value.
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
  // Who asks is told at the end; until then nobody listens.
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
