/** The releases of an earlier export, contract by contract. */
import { InputError } from '../finding.ts';
import { type Foreign, type Group, Groups } from '../ocds/groups.ts';
import type { Identifiers } from '../ocds/identifiers.ts';
import { Chunks, itemsOf } from '../ocds/items.ts';
import type { Mergeable } from '../ocds/merge.ts';
import { FingerprintMap } from '../validate/hash.ts';
import { hashValue } from '../validate/hash-value.ts';
import type { Texts } from './sink.ts';

/** `name`: of the file; `chunks`: its bytes; `prefix`: that of the publisher's ocids. */
type Earlier = { name: string; chunks: AsyncIterable<Uint8Array>; prefix: string };

/**
 * Reads a package that this program wrote. Throws an InputError where it is another one, is of another publisher, or has a contract twice. Takes 32 bytes of memory
 * for each contract: the releases wait on disk.
 */
export async function readPrevious(earlier: Earlier, texts: Texts): Promise<Previous> {
  const previous = new Previous(texts);
  try {
    await fill(previous, earlier);
    return previous;
  } catch (error) {
    await previous.remove();
    // What is wrong in the bytes of this file would be said of the file that is converted.
    if (error instanceof InputError && OF_BYTES.test(error.code)) throw refused(earlier, 'unreadable', '');
    throw error;
  }
}

const OF_BYTES = /^syntax\.|^input\.too-large$/;

async function fill(previous: Previous, earlier: Earlier): Promise<void> {
  const chunks = new Chunks();
  const items = itemsOf(chunks);
  const groups = new Groups(false);
  const add = (one: Group | Foreign): void => {
    if (!('releases' in one)) throw refused(earlier, 'foreign', one.id);
    const [first] = one.releases as Mergeable[];
    if (first?.ocid.startsWith(`${earlier.prefix}-`) !== true) throw refused(earlier, 'prefix', one.contract);
    if (!previous.add(first.ocid, one.contract, one.releases)) throw refused(earlier, 'twice', one.contract);
  };
  const read = async (): Promise<void> => {
    for (;;) {
      const step = items.next();
      if (step.done === true || typeof step.value === 'symbol') return;
      for (const one of groups.take(step.value)) add(one);
      await previous.flushIfEnough();
    }
  };
  for await (const chunk of earlier.chunks) {
    chunks.feed(chunk);
    await read();
  }
  chunks.finish();
  await read();
  for (const group of groups.last()) add(group);
}

const refused = ({ name, prefix }: Earlier, reason: 'foreign' | 'prefix' | 'twice' | 'unreadable', id: string): InputError =>
  new InputError('input.ocds-previous', { file: name, reason, id, prefix });

export class Previous {
  readonly #texts: Texts;
  readonly #numbers = new FingerprintMap();
  /** Where the releases of each contract end, and whether the file has the contract again. */
  readonly #ends: number[] = [];
  readonly #met: boolean[] = [];

  constructor(texts: Texts) {
    this.#texts = texts;
  }

  /** Returns whether the contract was not there yet. */
  add(ocid: string, contract: string, releases: readonly unknown[]): boolean {
    const isNew = this.#numbers.add(hashValue([ocid, contract]), this.#ends.length) === undefined;
    if (isNew) this.#ends.push(this.#texts.add(JSON.stringify(releases)));
    return isNew;
  }

  flushIfEnough(): Promise<void> | undefined {
    return this.#texts.flushIfEnough();
  }

  find(ocid: string, contract: string): number | undefined {
    return this.#numbers.get(hashValue([ocid, contract]));
  }

  async read(number: number): Promise<Mergeable[]> {
    const text = await this.#texts.read(this.#ends[number - 1] ?? 0, this.#ends[number] ?? 0);
    return JSON.parse(text) as Mergeable[];
  }

  /** Says that the file has the contract again. */
  meet(number: number): void {
    this.#met[number] = true;
  }

  /** The contracts that the file has no more, in their order. */
  *missing(): Generator<number> {
    for (let number = 0; number < this.#ends.length; number++) if (this.#met[number] !== true) yield number;
  }

  remove(): Promise<void> {
    return this.#texts.remove();
  }
}

/** The identifiers that the first release of a contract has. */
export function identifiersIn(first: Mergeable): Identifiers {
  const { tender, contracts } = first as unknown as {
    tender: { id: string; lots: [{ id: string }] };
    contracts: [{ id: string }];
  };
  return { ocid: first.ocid, tender: tender.id, lot: tender.lots[0].id, contract: contracts[0].id };
}
