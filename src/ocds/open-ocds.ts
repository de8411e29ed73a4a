/** Reads packages of OCDS that this program wrote: yields the same events as for the file of DECP that they were made of. */
import type { Position } from '../finding.ts';
import { child } from '../../packages/base/src/pointer.ts';
import { findingOf } from '../messages/finding-of.ts';
import type { RecordKind } from '../model/kinds.ts';
import type { Model } from '../model/types.ts';
import type { OpenReader } from '../read/reader.ts';
import { type NEED_BYTES, type ReadEvent } from '../read/record.ts';
import { contractOfReleases, isWithdrawal, versionOf } from './back.ts';
import { type Foreign, type Group, Groups } from './groups.ts';
import { Chunks, itemsOf } from './items.ts';
import type { Mapping } from './mapping.ts';
import { recordOf, type Shapes, shapesOf } from './shape.ts';

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
  const groups = new Groups(true);
  const items = itemsOf(chunks);
  for (;;) {
    const step = items.next();
    if (step.done === true) {
      for (const group of groups.last()) yield* records.of(group);
      yield* records.end(step.value);
      return;
    }
    if (typeof step.value === 'symbol') yield step.value;
    else for (const one of groups.take(step.value)) yield* 'releases' in one ? records.of(one) : [foreign(one)];
  }
}

const foreign = ({ reason, id, path, position }: Foreign): ReadEvent => ({
  type: 'finding',
  finding: findingOf('ocds.foreign-release', path, { reason, id }, { position }),
});

/** Makes records of the releases of one contract after the other. */
class Records {
  readonly #mapping: Mapping;
  readonly #shapes: Shapes;
  readonly #counts: Record<RecordKind, number> = { marche: 0, 'contrat-concession': 0 };
  #isOpen = false;
  #declared: string | undefined;

  constructor(mapping: Mapping, shapes: Shapes) {
    this.#mapping = mapping;
    this.#shapes = shapes;
  }

  /** The record of a contract; none where it is no longer published, which is reported. */
  *of({ contract: id, releases, position }: Group): Generator<ReadEvent> {
    yield* this.#open(releases);
    if (isWithdrawal(releases.at(-1))) {
      yield { type: 'finding', finding: findingOf('ocds.withdrawn', '', { id }, { position }) };
      return;
    }
    const contract = contractOfReleases(releases, this.#mapping, this.#shapes);
    const { kind } = contract;
    const index = this.#counts[kind]++;
    const value = recordOf(contract, this.#shapes);
    const path = child(`/marches/${kind}`, index);
    yield { type: 'record', path, list: kind, index, value, locate: () => position };
  }

  *#open(releases: readonly unknown[]): Generator<ReadEvent> {
    if (this.#isOpen) return;
    this.#isOpen = true;
    const { schema, declared } = versionOf(releases);
    this.#declared = declared;
    yield {
      ...{ type: 'layout', layout: 'by-kind', path: '/marches', position: START },
      ...(schema !== undefined && { schema }),
      ...(declared !== undefined && { version: declared }),
    };
  }

  *end(bytes: number): Generator<ReadEvent> {
    yield* this.#open([]);
    const present = (Object.keys(this.#counts) as RecordKind[]).filter((kind) => this.#counts[kind] > 0);
    const marches = Object.fromEntries(present.map((kind) => [kind, new Array(this.#counts[kind])]));
    const skeleton = { ...(this.#declared !== undefined && { version: this.#declared }), marches };
    yield { type: 'end', skeleton, parsed: true, bytes, locate: () => START };
  }
}
