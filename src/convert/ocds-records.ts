import type { Output } from '../host/output.ts';
import { Compilation, type Mergeable } from '../ocds/merge.ts';
import type { Release } from '../ocds/releases.ts';
import { FingerprintMap } from '../validate/hash.ts';
import { hashValue } from '../validate/hash-value.ts';
import { Gathered } from './gathered.ts';
import type { Texts } from './sink.ts';

/**
 * Gathers releases on disk, then writes a record for each process: its releases by date, and what they say together. The releases of a process may be
 * anywhere in a file. Memory has 24 bytes of each release and as much of each process; and of one process at a time, what all its releases say together.
 */
export class RecordsOfProcesses {
  readonly #texts: Texts;
  readonly #numbers = new FingerprintMap();
  #count = 0;
  /** Of each release, in the order of the file: the number of its process, its time in microseconds, and where its text ends. */
  readonly #processes: number[] = [];
  readonly #times: number[] = [];
  readonly #ends: number[] = [];

  constructor(texts: Texts) {
    this.#texts = texts;
  }

  add({ ocid, date, text }: Release): void {
    const known = this.#numbers.add(hashValue(ocid), this.#count);
    this.#processes.push(known ?? this.#count++);
    this.#times.push(microsOf(date));
    this.#ends.push(this.#texts.add(text));
  }

  flushIfEnough(): Promise<void> | undefined {
    return this.#texts.flushIfEnough();
  }

  /** Processes come in the order in which the file first names them. */
  async pour(output: Output): Promise<void> {
    const written = new Gathered((text) => output.write(text));
    let compilation = new Compilation();
    let current: number | undefined;
    for (const number of this.#inOrder()) {
      const text = await this.#texts.read(this.#ends[number - 1] ?? 0, this.#ends[number] ?? 0);
      const release = JSON.parse(text) as Mergeable;
      if (this.#processes[number] === current) written.add(',');
      else {
        if (current !== undefined) await writeEnd(compilation, ',', written);
        written.add(`\n{"ocid":${JSON.stringify(release.ocid)},"releases":[`);
        compilation = new Compilation();
        current = this.#processes[number];
      }
      written.add(text);
      compilation.add(release);
      await written.flushIfEnough();
    }
    if (current !== undefined) await writeEnd(compilation, '', written);
    await written.flush();
    await this.remove();
  }

  remove(): Promise<void> {
    return this.#texts.remove();
  }

  /** The releases by process, then by time; those of one time in the order of the file. */
  #inOrder(): Uint32Array {
    const compare = (list: readonly number[], one: number, other: number): number => (list[one] ?? 0) - (list[other] ?? 0);
    return Uint32Array.from(this.#ends.keys()).sort(
      (one, other) => compare(this.#processes, one, other) || compare(this.#times, one, other) || one - other,
    );
  }
}

/** The microseconds of a date-time, of which Date has the milliseconds only. */
const microsOf = (date: string): number => Date.parse(date) * 1000 + Number(/\.\d{3}(\d{3})/.exec(date)?.[1] ?? 0);

/** Member by member, and lists item by item: the text of a whole compiled release may be large. */
async function writeEnd(compilation: Compilation, after: string, written: Gathered): Promise<void> {
  let before = '],"compiledRelease":{';
  for (const [name, value] of Object.entries(compilation.release())) {
    written.add(`${before}${JSON.stringify(name)}:`);
    if (Array.isArray(value)) await writeList(value, written);
    else written.add(JSON.stringify(value));
    before = ',';
  }
  written.add(`}}${after}`);
}

async function writeList(list: readonly unknown[], written: Gathered): Promise<void> {
  let before = '[';
  for (const item of list) {
    written.add(before + JSON.stringify(item));
    await written.flushIfEnough();
    before = ',';
  }
  written.add(list.length === 0 ? '[]' : ']');
}
