/** Puts together the releases of each contract of a package that this program wrote. */
import type { Position } from '../finding.ts';
import { isObject } from '../../packages/base/src/json.ts';
import { groupBy } from '../../packages/base/src/lists.ts';
import { contractNamed, isCorrection, isFirst, isReadable, textAt } from './back.ts';
import type { Item } from './items.ts';
import { isOwn, isOwnFirst, tenderOf } from './own.ts';

/** The releases of one contract of a process, by date, its identifier, and where the first of them is in the file. */
export type Group = { contract: string; tender: string; releases: unknown[]; position: Position };

/**
 * A release that is in no group. `reason`: `nothing`, where it names no contract; `form`, where it is not of the form that we write; `alone`, where the first
 * release of its contract is not before it; `mixed`, where two contracts of its process have its identifier; `correction`, where it corrects a contract
 * without saying its record, which then is in no group.
 */
export type Foreign = {
  reason: 'nothing' | 'form' | 'alone' | 'mixed' | 'correction';
  id: string;
  path: string;
  position: Position;
};

/** Takes the items of a package one after the other. `reads`: whether groups are read as records, so that corrections have to say theirs. */
export class Groups {
  readonly #reads: boolean;
  #group: Group | undefined;
  #items = 0;

  constructor(reads: boolean) {
    this.#reads = reads;
  }

  /** A record of OCDS has the releases of all contracts of a process, by date. */
  *take({ list, value, position }: Item): Generator<Group | Foreign> {
    const path = `/${list}/${this.#items++}`;
    if (list === 'releases') {
      yield* this.#release(value, path, position);
      return;
    }
    const releases = isObject(value) && Array.isArray(value['releases']) ? (value['releases'] as unknown[]) : [];
    if (releases.length === 0) yield { reason: 'nothing', id: '', path, position };
    const named = releases.map((release, i) => ({ id: contractNamed(release), release, at: `${path}/releases/${i}` }));
    for (const [id, all] of groupBy(named, (one) => one.id)) {
      // By date, the later releases of two contracts of one identifier may be of either.
      const isMixed = all.filter(({ release }) => isFirst(release)).length > 1;
      for (const { release, at } of all)
        if (isMixed) yield foreign(id, 'mixed', at, position);
        else yield* this.#release(release, at, position);
    }
  }

  *#release(release: unknown, path: string, position: Position): Generator<Group | Foreign> {
    const id = contractNamed(release);
    if (isFirst(release)) {
      yield* this.last();
      if (id === undefined || !isOwnFirst(release)) yield foreign(id, 'form', path, position);
      else this.#group = { contract: id, tender: tenderOf(release), releases: [release], position };
      return;
    }
    const group = this.#group;
    if (!group || id !== group.contract) yield foreign(id, 'alone', path, position);
    else if (!isOwn(release, group.tender) || !isAfter(release, group.releases.at(-1))) yield foreign(id, 'form', path, position);
    else if (this.#reads && isCorrection(release) && !isReadable(release)) {
      this.#group = undefined;
      yield foreign(id, 'correction', path, position);
    } else group.releases.push(release);
  }

  /** The group that no item follows any more. */
  *last(): Generator<Group> {
    const group = this.#group;
    this.#group = undefined;
    if (group) yield group;
  }
}

/** Those of one contract have each a date of its own, and are in this order. */
const isAfter = (release: unknown, last: unknown): boolean => (textAt(release, '/date') ?? '') > (textAt(last, '/date') ?? '');

const foreign = (id: string | undefined, reason: Foreign['reason'], path: string, position: Position): Foreign =>
  id === undefined ? { reason: 'nothing', id: '', path, position } : { reason, id, path, position };
