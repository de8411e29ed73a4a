import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Collects all that a step has left behind before the next one begins, in a tenth of a second. V8 puts it off until the heap has twice the size of what was alive when it last
 * did: after a step that held 400 MB, one that holds 40 grew to 1.2 GB.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** Does work that leaves much behind and holds little: meanwhile V8 collects as soon as the heap has grown by some per cent, not fourfold. */
export async function inSmallHeap<T>(percent: number, work: () => Promise<T>): Promise<T> {
  collectGarbage();
  setFlagsFromString(`--heap-growing-percent=${percent}`);
  try {
    return await work();
  } finally {
    setFlagsFromString('--heap-growing-percent=0');
  }
}

/** Has V8 collect as `inSmallHeap` does for as long as the process lives: an export then takes half the memory, in nearly the same time. */
export const keepHeapSmall = (percent: number): void => setFlagsFromString(`--heap-growing-percent=${percent}`);
