import { host } from './platform.node.ts';

/** Bytes written so; what is longer is worth the stream, which waits for a slow reader. */
const SHORT = 1 << 16;

/** On Windows the console wants more than bytes. */
const usable = process.platform !== 'win32';

/** Writes as much of a report as can be written at once and answers the bytes that are left: for the stream, which also says what went wrong. */
export class ShortOutput {
  #room = usable ? SHORT : 0;

  write(part: string | Uint8Array): Uint8Array {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    this.#room -= bytes.length;
    if (this.#room < 0) return bytes;
    const left = bytes.subarray(written(bytes));
    // A reader that took a part only is slow: what comes next must not pass what is left.
    if (left.length > 0) this.#room = 0;
    return left;
  }
}

function written(bytes: Uint8Array): number {
  try {
    return bytes.length > 0 ? host.write(bytes) : 0;
  } catch {
    return 0;
  }
}

/** Whether somebody looks at it: a terminal is a device (and not the one that forgets), and all else is known at once to be none. */
export const isTerminal = (): boolean => isDevice() && process.stdout.isTTY;

function isDevice(): boolean {
  try {
    return !usable || host.isDevice();
  } catch {
    return true;
  }
}
