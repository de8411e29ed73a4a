import type { RecordKind } from '../model/kinds.ts';
import type { RecordList } from '../model/types.ts';
import type { RecordEvent } from '../read/record.ts';
import { FingerprintMap } from './hash.ts';
import { hashValue } from './hash-value.ts';
import { loadedOf } from './on-call.ts';
import type { VersionOnCall } from './types.ts';

type Accepted = { list: RecordList; accepted: boolean; unjudged: boolean; seen: FingerprintMap | undefined };

/** What the schema as a whole says of each record list: the part of the file's verdict that the shell does not hold. */
export class ListVerdicts {
  readonly #version: VersionOnCall;
  readonly #lists = new Map<string, Accepted>();

  constructor(version: VersionOnCall) {
    this.#version = version;
    for (const { path } of version.face.lists) this.#open(path);
  }

  /** The key at `path` comes a second time: what stood under it before counts no more, as with JSON.parse. */
  reopen(path: string): void {
    for (const list of this.#lists.keys()) if (list === path || list.startsWith(`${path}/`)) this.#open(list);
  }

  #open(path: string): void {
    const list = this.#version.face.lists.find((known) => known.path === path);
    if (list)
      this.#lists.set(path, { list, accepted: true, unjudged: false, seen: list.uniqueItems ? new FingerprintMap() : undefined });
  }

  /** Takes note of a record that was judged by the schema of its kind; gives the pointer of an equal record before it where that is forbidden. */
  judge({ path, index, value }: RecordEvent, kind: RecordKind, valid: boolean): string | undefined {
    const state = this.#at(path);
    if (!state) return undefined;
    if (!this.#asItem(state.list, kind, value, valid)) state.accepted = false;
    const first = state.seen?.add(hashValue(value), index);
    if (first === undefined) return undefined;
    state.accepted = false;
    return `${state.list.path}/${first}`;
  }

  /** A record that its schema refuses, in a list that says no more. */
  refuse(path: string): void {
    const state = this.#at(path);
    if (state) state.accepted = false;
  }

  /** A record that could not be judged leaves the whole without a verdict. */
  unjudged(path: string): void {
    const state = this.#at(path);
    if (state) state.unjudged = true;
  }

  /** The verdict of the whole file, given that of its shell. */
  whole(shellValid: boolean): boolean | null {
    const states = [...this.#lists.values()];
    if (!shellValid || states.some(({ accepted }) => !accepted)) return false;
    return states.some(({ unjudged }) => unjudged) ? null : true;
  }

  #at(recordPath: string): Accepted | undefined {
    return this.#lists.get(recordPath.slice(0, recordPath.lastIndexOf('/')));
  }

  /** A mixed list takes a record of either kind: what its own kind refuses, the other may accept, and `oneOf` wants exactly one. */
  #asItem({ kinds, union }: RecordList, kind: RecordKind, value: unknown, valid: boolean): boolean {
    if (union === undefined || (union === 'anyOf' && valid)) return valid;
    const others = kinds.filter((other) => other !== kind && loadedOf(this.#version).validators[other](value)).length;
    return union === 'anyOf' ? others > 0 : others + Number(valid) === 1;
  }
}
