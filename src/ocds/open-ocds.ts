/** Reads packages of OCDS that this program wrote: yields the same events as for the file of DECP that they were made of. */
import type { Position } from '../finding.ts';
import { isObject } from '../../packages/base/src/json.ts';
import { child } from '../../packages/base/src/pointer.ts';
import { findingOf } from '../messages/finding-of.ts';
import type { RecordKind } from '../model/kinds.ts';
import type { Model } from '../model/types.ts';
import type { OpenReader } from '../read/reader.ts';
import { type NEED_BYTES, type ReadEvent } from '../read/record.ts';
import { contractAmong, contractOfReleases, isFirst, nameOf, versionOf } from './back.ts';
import { Chunks, type Item, itemsOf } from './items.ts';
import type { Mapping } from './mapping.ts';
import { isOwn, isOwnFirst, tenderOf } from './own.ts';
import { recordOf, type Shapes, shapesOf } from './shape.ts';

/** The releases of one contract of a process, its identifier, and where the first of them is in the file. */
type Group = { contracts: ReadonlySet<string>; tender: string; releases: unknown[]; position: Position };

const START: Position = { offset: 0, line: 1, column: 1 };

/** `usual`: the version by whose structure records are made where none is known yet. */
export const openOcds =
  (mapping: Mapping, usual: Model): OpenReader =>
  (model = usual) => {
    const chunks = new Chunks();
    return { feed: chunks, events: readOcds(chunks, mapping, shapesOf(model, mapping)) };
  };

function* readOcds(chunks: Chunks, mapping: Mapping, shapes: Shapes): Generator<ReadEvent | typeof NEED_BYTES, void> {
  const records = new Records(mapping, shapes);
  const items = itemsOf(chunks);
  for (;;) {
    const step = items.next();
    if (step.done === true) {
      yield* records.last();
      yield* records.end(step.value);
      return;
    }
    if (typeof step.value === 'symbol') yield step.value;
    else yield* records.take(step.value);
  }
}

/**
 * `reason`: `form`, where it is not of the form that we write; `alone`, where the first release of its contract is not before it; `mixed`, where two
 * contracts of its process have its identifier.
 */
const foreign = (id: string | undefined, reason: 'form' | 'alone' | 'mixed', path: string, position: Position): ReadEvent => ({
  type: 'finding',
  finding: findingOf('ocds.foreign-release', path, { reason: id === undefined ? 'nothing' : reason, id: id ?? '' }, { position }),
});

/** Makes records of the releases of one contract after the other. */
class Records {
  readonly #mapping: Mapping;
  readonly #shapes: Shapes;
  readonly #counts: Record<RecordKind, number> = { marche: 0, 'contrat-concession': 0 };
  #group: Group | undefined;
  #items = 0;
  #isOpen = false;
  #declared: string | undefined;

  constructor(mapping: Mapping, shapes: Shapes) {
    this.#mapping = mapping;
    this.#shapes = shapes;
  }

  /** A record of OCDS has the releases of all contracts of a process, by date. */
  *take({ list, value, position }: Item): Generator<ReadEvent> {
    const path = `/${list}/${this.#items++}`;
    if (list === 'releases') {
      yield* this.#release(value, path, position);
      return;
    }
    const releases = isObject(value) && Array.isArray(value['releases']) ? (value['releases'] as unknown[]) : [];
    if (releases.length === 0) yield foreign(undefined, 'form', path, position);
    const contracts = new Set(releases.flatMap((release) => (isFirst(release) ? (nameOf(release) ?? []) : [])));
    const byContract = new Map<string | undefined, { release: unknown; at: string }[]>();
    for (const [i, release] of releases.entries()) {
      const id = contractAmong(contracts, release) ?? nameOf(release);
      const one = { release, at: `${path}/releases/${i}` };
      const known = byContract.get(id);
      if (known) known.push(one);
      else byContract.set(id, [one]);
    }
    for (const [id, all] of byContract) {
      // By date, the later releases of two contracts of one identifier may be of either.
      const isMixed = all.filter(({ release }) => isFirst(release)).length > 1;
      for (const { release, at } of all)
        if (isMixed) yield foreign(id, 'mixed', at, position);
        else yield* this.#release(release, at, position);
    }
  }

  *#release(release: unknown, path: string, position: Position): Generator<ReadEvent> {
    const id = nameOf(release);
    if (isFirst(release)) {
      yield* this.last();
      if (id === undefined || !isOwnFirst(release)) yield foreign(id, 'form', path, position);
      else this.#group = { contracts: new Set([id]), tender: tenderOf(release), releases: [release], position };
      return;
    }
    const group = this.#group;
    if (!group || contractAmong(group.contracts, release) === undefined) yield foreign(id, 'alone', path, position);
    else if (isOwn(release, group.tender)) group.releases.push(release);
    else yield foreign(id, 'form', path, position);
  }

  /** The record of the releases gathered so far. */
  *last(): Generator<ReadEvent> {
    const group = this.#group;
    this.#group = undefined;
    if (!group) return;
    yield* this.#open(group.releases[0]);
    const contract = contractOfReleases(group.releases, this.#mapping);
    const { kind } = contract;
    const index = this.#counts[kind]++;
    const value = recordOf(contract, this.#shapes);
    const path = child(`/marches/${kind}`, index);
    yield { type: 'record', path, list: kind, index, value, locate: () => group.position };
  }

  *#open(release: unknown): Generator<ReadEvent> {
    if (this.#isOpen) return;
    this.#isOpen = true;
    const { schema, declared } = versionOf(release);
    this.#declared = declared;
    yield {
      ...{ type: 'layout', layout: 'by-kind', path: '/marches', position: START },
      ...(schema !== undefined && { schema }),
      ...(declared !== undefined && { version: declared }),
    };
  }

  *end(bytes: number): Generator<ReadEvent> {
    yield* this.#open(undefined);
    const present = (Object.keys(this.#counts) as RecordKind[]).filter((kind) => this.#counts[kind] > 0);
    const marches = Object.fromEntries(present.map((kind) => [kind, new Array(this.#counts[kind])]));
    const skeleton = { ...(this.#declared !== undefined && { version: this.#declared }), marches };
    yield { type: 'end', skeleton, parsed: true, bytes, locate: () => START };
  }
}
