import type { Position } from '../../finding.ts';
import { tokens } from '../../../packages/base/src/pointer.ts';
import { Ruler } from './position.ts';
import { BACKSLASH, OPEN_BRACE, OPEN_BRACKET } from './bytes.ts';
import { itemsOf, memberSpots, SPOT, stringAt } from './skip.ts';

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

/** The place of a child: of its value and, in an object, of its key. */
type Spot = { keyAt?: number; valueAt: number };

/** The children of one object or list, found by the token of a JSON Pointer. */
type Children = (token: string) => Spot | undefined;

/** Keys of more members are decoded once and kept; those of fewer are compared byte by byte, which spares decoding them. */
const FEW = 64;

/** The children of the value at `bytes[at]`; undefined when it is neither an object nor a list. */
function childrenOf(bytes: Uint8Array, at: number, end: number): Children | undefined {
  if (bytes[at] === OPEN_BRACKET) return items([...itemsOf(bytes, at, end)]);
  if (bytes[at] !== OPEN_BRACE) return undefined;
  const spots = memberSpots(bytes, at, end);
  return spots.length > FEW * SPOT ? manyMembers(bytes, spots) : fewMembers(bytes, spots);
}

function items(places: readonly number[]): Children {
  return (token) => {
    const index = Number(token);
    const valueAt = String(index) === token ? places[index] : undefined;
    return valueAt === undefined ? undefined : { valueAt };
  };
}

/** Of members with one key the last counts, as in the parsed value. */
function fewMembers(bytes: Uint8Array, spots: readonly number[]): Children {
  return (token) => {
    for (let member = spots.length - SPOT; member >= 0; member -= SPOT)
      if (isKey(bytes, spots[member] as number, spots[member + 1] as number, token)) return spotAt(spots, member);
    return undefined;
  };
}

function manyMembers(bytes: Uint8Array, spots: readonly number[]): Children {
  const byKey = new Map<string, number>();
  for (let member = 0; member < spots.length; member += SPOT)
    byKey.set(stringAt(bytes, spots[member] as number, spots[member + 1] as number), member);
  return (token) => {
    const member = byKey.get(token);
    return member === undefined ? undefined : spotAt(spots, member);
  };
}

const spotAt = (spots: readonly number[], member: number): Spot => ({
  keyAt: spots[member] as number,
  valueAt: spots[member + 2] as number,
});

/** Whether the string in `bytes[from..to[` says `token`. Decoded only where its bytes are not its characters. */
function isKey(bytes: Uint8Array, from: number, to: number, token: string): boolean {
  const length = to - from - 2;
  for (let index = 0; index < length; index++) {
    const byte = bytes[from + 1 + index] as number;
    if (byte >= 0x80 || byte === BACKSLASH) return stringAt(bytes, from, to) === token;
    if (byte !== token.charCodeAt(index)) return false;
  }
  return length === token.length;
}
