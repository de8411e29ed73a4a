/** What a check loads besides its own code, by path in the `dist/` of the package. */
export type Assets = {
  bytes(path: string): Promise<Uint8Array>;
  /** The exports of an ES module. */
  module(path: string): Promise<unknown>;
};

/**
 * The files below an address that ends with a slash. Modules are imported by their address, never evaluated as text, so that a page may
 * forbid `eval`. Each file is asked for once; one that did not come is asked for again when it is next needed.
 */
export function assetsAt(base: string): Assets {
  const kept = new Map<string, Promise<unknown>>();
  const keep = <T>(path: string, load: (address: string) => Promise<T>): Promise<T> => {
    const known = kept.get(path) as Promise<T> | undefined;
    if (known) return known;
    const loading = load(new URL(path, base).href);
    kept.set(path, loading);
    loading.catch(() => kept.delete(path));
    return loading;
  };
  return { bytes: (path) => keep(path, fetched), module: (path) => keep(path, (address) => import(address) as Promise<unknown>) };
}

async function fetched(address: string): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
