/** What `src/host/once.ts` gives a program, for one that answers several calls: each of them asks again, as a process of its own would. */
let call = 0;

/** Has all that was made once be made again. */
export const nextCall = (): void => void call++;

export function once<T>(work: () => T): () => T {
  let result: { value: T; call: number } | undefined;
  return () => {
    if (result?.call !== call) result = { call, value: work() };
    return result.value;
  };
}

export function onceEach<T>(work: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const results = once(() => new Map<string, Promise<T>>());
  return (name) => {
    const known = results();
    let result = known.get(name);
    if (!result) known.set(name, (result = work(name)));
    return result;
  };
}
