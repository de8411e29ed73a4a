/** A function that does its work at the first call and gives the same value, which may be a promise, ever after. */
export function once<T>(work: () => T): () => T {
  let result: { value: T } | undefined;
  return () => (result ??= { value: work() }).value;
}

/** The same for each name that it is called with. */
export function onceEach<T>(work: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const results = new Map<string, Promise<T>>();
  return (name) => {
    let result = results.get(name);
    if (!result) results.set(name, (result = work(name)));
    return result;
  };
}
