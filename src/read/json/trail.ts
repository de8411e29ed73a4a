import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, endsScalar, isBlank, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './bytes.ts';
import { child } from '../../../packages/base/src/pointer.ts';
import { NOWHERE, skipString, stringAt } from './skip.ts';

type Frame = { object: boolean; count: number; key: string; within: boolean };

/**
 * The pointer from the value at `bytes[from]` to the byte at `to`; what is between must be sound, and there are bytes up to
 * `end`. It ends at the member or item whose value is being read there, or else at the object or list that `to` stands in.
 */
export function trailTo(bytes: Uint8Array, from: number, to: number, end: number): string {
  return new Walk(bytes, to, end).walk(from);
}

class Walk {
  readonly #bytes: Uint8Array;
  readonly #to: number;
  readonly #end: number;
  readonly #frames: Frame[] = [];

  constructor(bytes: Uint8Array, to: number, end: number) {
    this.#bytes = bytes;
    this.#to = to;
    this.#end = end;
  }

  walk(from: number): string {
    let index = from;
    while (index < this.#to) index = this.#token(index);
    return this.#frames
      .filter((frame) => frame.within)
      .reduce((pointer, frame) => child(pointer, frame.object ? frame.key : frame.count), '');
  }

  /** Steps over one token and returns the index after it. */
  #token(index: number): number {
    const byte = this.#bytes[index] as number;
    if (byte === QUOTE) return this.#string(index);
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#frames.push(frameOf(byte === OPEN_BRACE));
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) this.#close();
    else if (byte === COLON) this.#within(true);
    else if (byte === COMMA) this.#comma();
    else if (!isBlank(byte)) return this.#scalar(index);
    return index + 1;
  }

  #string(index: number): number {
    const after = skipString(this.#bytes, index, this.#to);
    if (after === NOWHERE) return this.#to;
    const frame = this.#frames.at(-1);
    if (frame?.object === true && !frame.within) frame.key = stringAt(this.#bytes, index, after);
    else this.#within(false);
    return after;
  }

  #scalar(index: number): number {
    let after = index;
    while (after < this.#to && !endsScalar(this.#bytes[after] as number)) after++;
    if (after < this.#end && endsScalar(this.#bytes[after] as number)) this.#within(false);
    return after;
  }

  #close(): void {
    this.#frames.pop();
    this.#within(false);
  }

  #comma(): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    frame.count++;
    frame.within = !frame.object;
  }

  #within(within: boolean): void {
    const frame = this.#frames.at(-1);
    if (frame !== undefined) frame.within = within;
  }
}

function frameOf(object: boolean): Frame {
  return { object, count: 0, key: '', within: !object };
}
