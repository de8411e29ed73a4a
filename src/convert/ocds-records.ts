import type { Output } from '../host/output.ts';
import { fingerprint } from '../ocds/identifiers.ts';
import { byDate, compiled, type Mergeable } from '../ocds/merge.ts';
import type { Release } from '../ocds/releases.ts';
import type { Spool } from './sink.ts';

/** Parts that releases are kept in until the end, by their process: memory holds one part at a time. */
const PARTS = 64;

/**
 * Gathers releases on disk, then writes a record for each process: its releases by date, and what they say together. The releases of a process may be
 * anywhere in a file.
 */
export class RecordsOfProcesses {
  readonly #spools: Spool[];
  #last: Spool | undefined;

  constructor(spool: () => Spool) {
    this.#spools = Array.from({ length: PARTS }, spool);
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
    let separator = '\n';
    for (const spool of this.#spools) {
      const processes = new Map<string, Mergeable[]>();
      for await (const lines of spool.lines())
        for (const line of lines) {
          const release = JSON.parse(line) as Mergeable;
          const known = processes.get(release.ocid);
          if (known) known.push(release);
          else processes.set(release.ocid, [release]);
        }
      for (const [ocid, releases] of processes) {
        const record = { ocid, releases: byDate(releases), compiledRelease: compiled(releases) };
        await output.write(separator + JSON.stringify(record));
        separator = ',\n';
      }
      await spool.remove();
    }
  }

  async remove(): Promise<void> {
    for (const spool of this.#spools) await spool.remove();
  }
}
