/** A function that does its work at the first call and gives the same promise ever after. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
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
