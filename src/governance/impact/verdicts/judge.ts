import type { Finding } from '../../../finding.ts';
import { NEED_BYTES, type ReadEvent } from '../../../read/record.ts';
import { checkFile } from '../../../validate/file.ts';
import type { RulesToRun } from '../../../validate/file-rules.ts';
import type { FileVerdict, Version } from '../../../validate/types.ts';

/** A version that judges: its validators, and its own version-bearing rules where it has any. */
export type Side = { version: Version; rules: RulesToRun | undefined };

/** The check of one file by one version, reported of each event when it comes, so that two versions judge one reading. */
export class Judge {
  readonly #steps: Generator<Finding | typeof NEED_BYTES, FileVerdict>;
  #event: ReadEvent | undefined;
  #verdict: FileVerdict | undefined;

  constructor({ version, rules }: Side) {
    this.#steps = checkFile(this.#events(), version, rules);
  }

  /** The findings that an event gives. It is done with before this returns: places may be asked for until then. */
  take(event: ReadEvent): Finding[] {
    this.#event = event;
    const findings: Finding[] = [];
    for (;;) {
      const step = this.#steps.next();
      if (step.done === true) this.#verdict = step.value;
      if (step.done === true || step.value === NEED_BYTES) return findings;
      findings.push(step.value);
    }
  }

  /** Whether the whole file is accepted; null where that cannot be decided. Asked for after the last event. */
  accepts(): boolean | null {
    if (!this.#verdict) throw new Error('the file was not read to its end');
    return this.#verdict.schemaVerdict;
  }

  *#events(): Generator<ReadEvent | typeof NEED_BYTES> {
    for (;;) {
      const event = this.#event;
      this.#event = undefined;
      yield event ?? NEED_BYTES;
      if (event?.type === 'end') return;
    }
  }
}
