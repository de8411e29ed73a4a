/** What the process and the thread that judges for it tell each other. */
import type { Budgets } from '../../budgets.ts';
import type { Catalogue } from '../../catalogue/source.ts';
import type { Progress } from '../../federation.ts';
import type { Store } from '../../store/store.ts';
import type { Judged, Reading } from '../judged.ts';

/** What a thread begins with: the folder of the archive, and the files in which it marks what it reads, one a group. */
export type Beginning = { store: Store['kind']; archive: string; marks: readonly string[]; budgets: Budgets };

/** A call of the store, which the process carries out. `session`: 0 for the store itself. `failed`: the error that a session ends with, see `Told`. */
export type StoreCall = { session: number } & (
  | { name: 'query'; sql: string; parameters: readonly unknown[] }
  | { name: 'exec'; sql: string }
  | { name: 'copy'; table: string; columns: readonly string[]; text: Uint8Array<ArrayBuffer> }
  | { name: 'open' | 'begin' | 'commit' | 'rollback' }
  | { name: 'close'; failed?: Told | undefined }
);

/** An error as it can be told. `key`: of one that the process has, and takes again where it comes back. */
export type Told = {
  key?: number | undefined;
  name: string;
  message: string;
  stack?: string | undefined;
  code?: string | undefined;
};

export type ToThread = { judge: Catalogue } | { answer: number; value?: unknown; error?: Told };

export type FromThread =
  | { call: number; of: StoreCall }
  | { begin: Reading; group: number }
  | { end: true; group: number }
  | { judged: Judged }
  | { progress: Progress }
  | { alive: true }
  | { done: Judged }
  | { failed: Told };

export function told(error: unknown, key?: number): Told {
  const { name = 'Error', message, stack, code } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  return { key, name, message: message ?? String(error), stack, code: typeof code === 'string' ? code : undefined };
}
