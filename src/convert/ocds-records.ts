import type { Output } from '../host/output.ts';
import { fingerprint } from '../ocds/identifiers.ts';
import { byDate, compiled, type Mergeable } from '../ocds/merge.ts';
import type { Release } from '../ocds/releases.ts';
import { Gathered } from './gathered.ts';
import type { Spool } from './sink.ts';

/** Parts that releases are kept in until the end, by their process: memory holds one part at a time. */
const PARTS = 64;

/** Characters of a part kept in memory before they are written. */
const ENOUGH = 1 << 14;

/**
 * Gathers releases on disk, then writes a record for each process: its releases by date, and what they say together. The releases of a process may be
 * anywhere in a file.
 */
export class RecordsOfProcesses {
  readonly #spools: Spool[];
  #last: Spool | undefined;

  constructor(spool: (enough: number) => Spool) {
    this.#spools = Array.from({ length: PARTS }, () => spool(ENOUGH));
  }

  add({ ocid, text }: Release): void {
    this.#last = this.#spools[Number.parseInt(fingerprint(ocid).slice(-2), 16) % PARTS];
    this.#last?.add(`${text}\n`);
  }

  /** Writes to disk what was added last, where it is enough. All releases of a record are of one process. */
  flushIfEnough(): Promise<void> | undefined {
    return this.#last?.flushIfEnough();
  }

  async pour(output: Output): Promise<void> {
    const written = new Gathered((text) => output.write(text));
    let separator = '\n';
    for (const spool of this.#spools) {
      for (const [ocid, texts] of await processesOf(spool)) {
        written.add(`${separator}${recordText(ocid, texts)}`);
        separator = ',\n';
        await written.flushIfEnough();
      }
      await spool.remove();
    }
    await written.flush();
  }

  async remove(): Promise<void> {
    for (const spool of this.#spools) await spool.remove();
  }
}

/** The beginning of the text of a release. */
const OCID = /^\{"ocid":("(?:[^"\\]|\\.)*")/;

/** The texts of the releases of a part, by their process: only those of one process are parsed at a time. */
async function processesOf(spool: Spool): Promise<Map<string, string[]>> {
  const processes = new Map<string, string[]>();
  for await (const lines of spool.lines())
    for (const line of lines) {
      const ocid = OCID.exec(line)?.[1] ?? '';
      const known = processes.get(ocid);
      if (known) known.push(line);
      else processes.set(ocid, [line]);
    }
  return processes;
}

/** `ocid`: its JSON text. */
function recordText(ocid: string, texts: readonly string[]): string {
  const releases = texts.map((text) => ({ ...(JSON.parse(text) as Mergeable), [TEXT]: text }));
  const sorted = byDate(releases).map((release) => release[TEXT]);
  return `{"ocid":${ocid},"releases":[${sorted.join(',')}],"compiledRelease":${JSON.stringify(compiled(releases))}}`;
}

/** The text that a release was parsed of; a symbol is no member of it. */
const TEXT = Symbol('text');
