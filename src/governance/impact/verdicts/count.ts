/** What a move from one version to another does to the verdicts on real files: counts and places, no record. */
import type { Finding } from '../../../finding.ts';
import type { Shape, VerdictCounts, VerdictFile, VerdictTotals } from '../../../model/verdict-changes.ts';
import type { Model } from '../../../model/types.ts';
import { kindOf, NEED_BYTES, type Layout, type ReadEvent, type RecordEvent } from '../../../read/record.ts';
import { CauseTallies, type FileTag } from './causes.ts';
import { addVerdicts, countVerdicts, noVerdicts } from './counts.ts';
import { fieldsOf } from './fields.ts';
import { Judge, type Side } from './judge.ts';

type Step = ReadEvent | typeof NEED_BYTES;

/** Two versions over many files, one after the other. Each file is read once; memory does not grow with the files. */
export class VerdictCount {
  readonly #from: Side;
  readonly #to: Side;
  readonly #causes: CauseTallies;
  readonly #records = noVerdicts();
  readonly #wholeFiles = noVerdicts();

  constructor(from: Side, to: Side) {
    this.#from = from;
    this.#to = to;
    this.#causes = new CauseTallies({ from: fieldsOf(from.version.model), to: fieldsOf(to.version.model) });
  }

  /** Judges a file as its events come. Asks for bytes by passing `NEED_BYTES` on. */
  *file(name: string, events: Iterable<Step>): Generator<typeof NEED_BYTES, Omit<VerdictFile, 'sha256'>> {
    const comparison = new FileComparison(name, this.#from, this.#to, this.#causes);
    for (const event of events) {
      if (event === NEED_BYTES) yield event;
      else comparison.take(event);
    }
    const file = comparison.result();
    addVerdicts(this.#records, file.records);
    const { from, to } = file.verdict;
    if (from !== null && to !== null) countVerdicts(this.#wholeFiles, from, to);
    return file;
  }

  totals(): VerdictTotals {
    return { records: this.#records, wholeFiles: this.#wholeFiles, causes: this.#causes.causes(this.#records.judged) };
  }
}

class FileComparison {
  readonly #file: FileTag;
  readonly #judges: { from: Judge; to: Judge };
  readonly #suits: { from: (layout: Layout) => boolean; to: (layout: Layout) => boolean };
  readonly #causes: CauseTallies;
  readonly #records: VerdictCounts = noVerdicts();
  /** Whether the form of all that was read so far, and of what is read now, is that of each version. */
  readonly #shape = { from: true, to: true };
  #known = false;
  #layouts = 0;
  #outside = 0;
  #parsed = false;
  /** Errors of version-bearing rules: the verdict of the schema on the whole does not have them. */
  readonly #broken = { from: false, to: false };

  constructor(name: string, from: Side, to: Side, causes: CauseTallies) {
    this.#file = { name };
    this.#judges = { from: new Judge(from), to: new Judge(to) };
    this.#suits = { from: suits(from.version.model), to: suits(to.version.model) };
    this.#causes = causes;
  }

  take(event: ReadEvent): void {
    const from = this.#judges.from.take(event).filter(isError);
    const to = this.#judges.to.take(event).filter(isError);
    if (event.type === 'layout') this.#layout(event.layout);
    if (event.type === 'end') this.#parsed = event.parsed;
    if (event.type === 'record') this.#record(event, from, to);
    else if (event.type === 'unreadable') this.#unreadable();
    else if (event.type !== 'finding' && (this.#known || event.type === 'end')) this.#above(from, to);
  }

  result(): Omit<VerdictFile, 'sha256'> {
    const verdict = { from: this.#whole('from'), to: this.#whole('to') };
    const [shape, outside] = [this.#shapeOf(), this.#outside];
    return { ...this.#file, parsed: this.#parsed, shape, outside, verdict, records: this.#records };
  }

  #layout(layout: Layout): void {
    this.#layouts++;
    const fits = { from: this.#suits.from(layout), to: this.#suits.to(layout) };
    this.#known = fits.from || fits.to;
    this.#shape.from &&= fits.from;
    this.#shape.to &&= fits.to;
  }

  #record(event: RecordEvent, from: readonly Finding[], to: readonly Finding[]): void {
    this.#broken.from ||= from.some(isOfRule);
    this.#broken.to ||= to.some(isOfRule);
    if (!this.#known) {
      this.#outside++;
      return;
    }
    countVerdicts(this.#records, from.length === 0, to.length === 0);
    if (from.length === 0 && to.length === 0) return;
    const kind = event.list ?? kindOf(event.value);
    const changing = (from.length === 0) !== (to.length === 0);
    this.#causes.add({ from, to }, { file: this.#file, base: event.path, kind, changing });
  }

  /** No value, no verdict: neither version accepts it. */
  #unreadable(): void {
    if (this.#known) countVerdicts(this.#records, false, false);
    else this.#outside++;
  }

  /** What the versions say of the file around its records. */
  #above(from: readonly Finding[], to: readonly Finding[]): void {
    const both = { from: from.filter(isOfVersion), to: to.filter(isOfVersion) };
    this.#causes.add(both, { file: this.#file, base: '', kind: null, changing: false });
  }

  #whole(side: 'from' | 'to'): boolean | null {
    const accepted = this.#judges[side].accepts();
    return accepted === true ? !this.#broken[side] : accepted;
  }

  #shapeOf(): Shape {
    const { from, to } = this.#shape;
    if (this.#layouts === 0 || (!from && !to)) return 'neither';
    return from && to ? 'both' : from ? 'from' : 'to';
  }
}

/** Whether a version keeps its records in this form. */
const suits = ({ lists }: Model): ((layout: Layout) => boolean) => {
  const own = lists.some(({ path }) => path === '/marches') ? 'flat' : 'by-kind';
  return (layout) => layout === own;
};

const isError = ({ severity }: Finding): boolean => severity === 'error';
const isOfRule = ({ code }: Finding): boolean => !code.includes('.');
/** What the reader finds, and that the file names another version, is the fault of no version. */
const isOfVersion = ({ code }: Finding): boolean => code.startsWith('schema.') || code === 'structure.list-of-another-version';
