import type { Position } from '../../finding.ts';
import { tokens } from '../../../packages/base/src/pointer.ts';
import { type Children, childrenOf, type Spot } from './children.ts';
import { Ruler } from './position.ts';

/**
 * Finds the places of values in one record. Objects and lists on the way to a pointer are split into their children once, the
 * first time that a pointer leads through them; the rest of the record is only stepped over.
 */
export class Places {
  readonly #bytes: Uint8Array;
  readonly #from: number;
  readonly #to: number;
  readonly #ruler: Ruler;
  readonly #children = new Map<number, Children>();

  /** The record is `bytes[from..to[`, and `origin` its position in the file. */
  constructor(bytes: Uint8Array, from: number, to: number, origin: Position) {
    this.#bytes = bytes;
    this.#from = from;
    this.#to = to;
    this.#ruler = new Ruler(bytes, from, origin);
  }

  locate(pointer: string, part: 'value' | 'key'): Position | undefined {
    let spot: Spot = { valueAt: this.#from };
    for (const token of tokens(pointer)) {
      const child = this.#childrenOf(spot.valueAt)?.(token);
      if (child === undefined) return undefined;
      spot = child;
    }
    const at = part === 'key' ? spot.keyAt : spot.valueAt;
    return at === undefined ? undefined : this.#ruler.position(at);
  }

  #childrenOf(at: number): Children | undefined {
    const known = this.#children.get(at);
    if (known !== undefined) return known;
    const children = childrenOf(this.#bytes, at, this.#to);
    if (children !== undefined) this.#children.set(at, children);
    return children;
  }
}
