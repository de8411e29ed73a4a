import type { Position } from '../../finding.ts';
import { OPEN_BRACE, OPEN_BRACKET } from './bytes.ts';
import { tokens } from '../../model/pointer.ts';
import { Ruler } from './position.ts';
import { type Child, itemsOf, membersOf } from './skip.ts';

type Children = Map<string, Child> | number[];

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
    let valueAt: number | undefined = this.#from;
    let keyAt: number | undefined;
    for (const segment of tokens(pointer)) {
      const children = this.#childrenOf(valueAt);
      const member: Child | undefined = children instanceof Map ? children.get(segment) : undefined;
      keyAt = member?.keyAt;
      valueAt = Array.isArray(children) ? itemAt(children, segment) : member?.valueAt;
      if (valueAt === undefined) return undefined;
    }
    const at = part === 'key' ? keyAt : valueAt;
    return at === undefined ? undefined : this.#ruler.position(at);
  }

  #childrenOf(at: number): Children | undefined {
    const known = this.#children.get(at);
    if (known !== undefined) return known;
    const children = this.#split(at);
    if (children !== undefined) this.#children.set(at, children);
    return children;
  }

  /** Of members with one key the last counts, as in the parsed value. */
  #split(at: number): Children | undefined {
    if (this.#bytes[at] === OPEN_BRACKET) return [...itemsOf(this.#bytes, at, this.#to)];
    if (this.#bytes[at] !== OPEN_BRACE) return undefined;
    return new Map([...membersOf(this.#bytes, at, this.#to)].map((member) => [member.key, member]));
  }
}

function itemAt(items: number[], segment: string): number | undefined {
  const index = Number(segment);
  return String(index) === segment ? items[index] : undefined;
}
