/** The verdicts of two versions on each record of a file, held against each other. */
import type { Checked, DescribedFinding } from '../../../../src/library/page/types.ts';
import type { RecordKind } from '../../../../src/model/kinds.ts';
import { fieldKey, fieldPath } from '../../../../src/messages/paths.ts';
import { type Cause, Causes, count } from './causes.ts';
import { RecordSet } from './records.ts';

/** `shape`: null where both versions read the same records; else how many each reads. */
export type Comparison = {
  total: number;
  good: number;
  bad: number;
  breaks: number;
  freed: number;
  breakCauses: Cause[];
  freedCauses: Cause[];
  /** True if there were too many findings to list all causes that no longer apply. */
  cut: boolean;
  shape: { from: number; to: number } | null;
  /** Findings about the file itself, by version. */
  file: { from: string[]; to: string[] };
  /** Whether the second version finds fault with the file itself where the first does not. */
  fileBreaks: boolean;
};

/** Findings of the first check of which the record and the cause are remembered. */
const REMEMBERED = 1_000_000;
/** Sentences about the file itself that are kept. */
const SENTENCES = 10;
/** Faults of a file itself that are remembered. */
const FAULTS = 10_000;

const KINDS: readonly RecordKind[] = ['marche', 'contrat-concession'];

/** Takes the findings of the first version, then those of the second. */
export class Comparer {
  readonly #from = new RecordSet();
  readonly #to = new RecordSet();
  readonly #breakCauses = new Causes();
  readonly #firstCauses = new Causes();
  readonly #remembered = new Remembered();
  /** Records that both refuse. */
  #shared = 0;
  readonly #file: Comparison['file'] = { from: [], to: [] };
  /** Faults of the file in the first version: as many as are distinguished. */
  readonly #faults = new Set<string>();
  #fileBreaks = false;

  readonly first = (batch: readonly DescribedFinding[]): void => {
    for (const finding of batch) {
      if (!isError(finding)) continue;
      const { record } = finding;
      if (!record) this.#tell('from', finding);
      else {
        this.#from.add(record);
        const cause = this.#firstCauses.causeOf(finding);
        if (cause) this.#remembered.add(record.kind, record.index, cause);
      }
    }
  };

  readonly second = (batch: readonly DescribedFinding[]): void => {
    for (const finding of batch) {
      if (!isError(finding)) continue;
      const { record } = finding;
      if (!record) this.#tell('to', finding);
      else {
        const wasRefused = this.#from.has(record);
        if (this.#to.add(record) && wasRefused) this.#shared++;
        if (!wasRefused) this.#breakCauses.add(finding);
      }
    }
  };

  result(from: Checked, to: Checked): Comparison {
    const [read, readNext] = [from, to].map(recordsOf) as [number, number];
    this.#remembered.countWithout(this.#to);
    const bad = this.#shared;
    const [breaks, freed] = [this.#to.size - bad, this.#from.size - bad];
    return {
      ...{ total: readNext, breaks, freed, bad, good: readNext - this.#to.size - freed },
      ...{ breakCauses: this.#breakCauses.all(), freedCauses: this.#firstCauses.all(), cut: this.#remembered.cut },
      shape: read === readNext ? null : { from: read, to: readNext },
      file: this.#file,
      fileBreaks: this.#fileBreaks,
    };
  }

  #tell(side: 'from' | 'to', finding: DescribedFinding): void {
    const { words, code } = finding;
    const fault = `${code} ${fieldKey(fieldPath(finding))}`.slice(0, 300);
    if (side === 'from' && this.#faults.size < FAULTS) this.#faults.add(fault);
    // If too many findings were dropped, nothing can be concluded from a missing one.
    if (side === 'to' && this.#faults.size < FAULTS) this.#fileBreaks ||= !this.#faults.has(fault);
    if (this.#file[side].length < SENTENCES) this.#file[side].push(words?.text ?? code);
  }
}

const isError = ({ severity }: DescribedFinding): boolean => severity === 'error';

const recordsOf = ({ verdict: { records } }: Checked): number => records.marche + records['contrat-concession'];

/** Records and causes of findings, in arrays of numbers. */
class Remembered {
  readonly #indexes: number[] = [];
  readonly #kinds: number[] = [];
  readonly #causes: Cause[] = [];
  cut = false;

  add(kind: RecordKind, index: number, cause: Cause): void {
    if (this.#indexes.length >= REMEMBERED) {
      this.cut = true;
      return;
    }
    this.#indexes.push(index);
    this.#kinds.push(KINDS.indexOf(kind));
    this.#causes.push(cause);
  }

  /** Counts in their causes the records that are not in a set. */
  countWithout(set: RecordSet): void {
    for (const [i, cause] of this.#causes.entries()) {
      const record = { kind: KINDS[this.#kinds[i] ?? 0] ?? 'marche', index: this.#indexes[i] ?? 0 };
      if (!set.has(record)) count(cause, record);
    }
  }
}
