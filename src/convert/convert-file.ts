/** Converts a file to one form while it is checked, in one pass, wherever the bytes come from and go to. */
import type { Finding, Severity } from '../finding.ts';
import type { Described } from '../messages/types.ts';
import type { WrittenForm } from '../model/forms.ts';
import type { Model } from '../model/types.ts';
import { type EndEvent, kindOf, NEED_BYTES, type ReadEvent, type RecordEvent, recordRef, type Wait } from '../read/record.ts';
import type { RulesToRun } from '../validate/file-rules.ts';
import type { OpenCheck } from '../validate/open-check.ts';
import { type ReadVerdict, verdictOf } from '../validate/verdict.ts';
import { lostAround } from '../write/around.ts';
import type { Lost } from '../write/lost.ts';
import type { SlowSink } from './sink.ts';

type Describe = (finding: Finding) => Described;

/** Takes a finding of the data or of the conversion, and what makes its message. */
type OnFinding = (finding: Finding, describe: () => Described) => void;

/** `lossy`: the output is kept although it lacks something. */
type Target = { model: Model; sink: SlowSink; form: WrittenForm | 'ocds'; describe: Describe; lossy?: boolean | undefined };

/**
 * The records written, by kind; the findings by severity; the verdict on the data, and how many findings are to be reviewed; how many of the errors say that
 * the output lacks something; whether it was kept.
 */
export type Outcome = {
  records: RecordCount;
  counts: Record<Severity, number>;
  verdict: ReadVerdict;
  toReview: number;
  lost: number;
  written: boolean;
};

/** Errors of the data do not keep them from being written, losses do unless `lossy`. */
export async function convertFile(
  file: Pick<OpenCheck, 'check'>,
  { model, sink, form, describe, lossy = false }: Target,
  onFinding: OnFinding,
  beforeBytes?: () => Promise<void>,
): Promise<Outcome> {
  const reported = new Reported(onFinding, describe);
  const transfer = new Transfer(model, sink, reported, form);
  const checked = await file.check((finding) => reported.checked(finding), {
    observer: transfer,
    ...(beforeBytes && { beforeBytes }),
  });
  const { records } = transfer;
  const { counts, lost } = reported;
  const hasRecords = records.marche + records['contrat-concession'] > 0;
  const written = lost === 0 || (lossy && hasRecords && sink.isEmpty !== true);
  await (written ? sink.keep() : sink.discard());
  return { records, counts, verdict: verdictOf(checked), toReview: checked.toReview, lost, written };
}

type RecordCount = { marche: number; 'contrat-concession': number };

/** Whether a finding of a reader is about something that it could not read, or not as it was meant. Of a contract that was begun it has read all there is. */
export const isMisread = ({ code, severity }: Finding): boolean => severity === 'error' && code !== 'table.incomplete-row';

/** Transfers the records of a file to a sink, as the check sees them, and reports what is lost. */
class Transfer {
  readonly records: RecordCount = { marche: 0, 'contrat-concession': 0 };
  readonly #model: Model;
  readonly #sink: SlowSink;
  readonly #reported: Reported;
  readonly #form: Target['form'];
  #opened = false;

  constructor(model: Model, sink: SlowSink, reported: Reported, form: Target['form']) {
    this.#model = model;
    this.#sink = sink;
    this.#reported = reported;
    this.#form = form;
  }

  *events(events: Iterable<ReadEvent | typeof NEED_BYTES>): Generator<ReadEvent | Wait> {
    for (const event of events) {
      const busy = event === NEED_BYTES ? undefined : this.#take(event);
      if (busy) yield busy;
      yield event;
    }
  }

  rules(run: RulesToRun): RulesToRun {
    return run;
  }

  #take(event: ReadEvent): Promise<void> | undefined {
    if (event.type === 'layout') this.#open(event.version);
    else if (event.type === 'finding') this.#reported.fromReader(event.finding);
    else if (event.type === 'record') return this.#record(event);
    else if (event.type === 'end') return this.#end(event);
    return undefined;
  }

  #open(version: unknown): void {
    if (this.#opened) return;
    this.#opened = true;
    this.#sink.open(typeof version === 'string' ? version : undefined);
  }

  #record(event: RecordEvent): Promise<void> | undefined {
    const { list, value, index } = event;
    const kind = list ?? kindOf(value);
    this.records[kind] += 1;
    const lost = this.#sink.record({ kind, value, index });
    if (lost instanceof Promise) return lost.then((late) => this.#recorded(late, event));
    return this.#recorded(lost, event);
  }

  #recorded(lost: readonly Lost[], event: RecordEvent): Promise<void> | undefined {
    for (const one of lost) this.#reported.loss(one, event);
    return this.#sink.flush();
  }

  async #end({ skeleton, parsed, locate }: EndEvent): Promise<void> {
    this.#open(undefined);
    // What surrounds the records is known only where the file was read to its end.
    const lost = parsed ? lostAround(skeleton, this.#form, this.#model) : [];
    for (const one of lost) this.#reported.loss(one, { locate: (pointer) => locate(pointer, 'key') });
    await this.#sink.close(skeleton);
    for (const one of this.#sink.lost?.(skeleton) ?? [])
      this.#reported.loss(one, { locate: (pointer) => locate(pointer, 'key') });
  }
}

/** Counts the findings of a conversion and passes them to the report with their messages. */
class Reported {
  readonly counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  /** Of the errors, those that say that the output does not have all that the file says. */
  lost = 0;
  readonly #report: OnFinding;
  readonly #describe: Describe;

  constructor(report: OnFinding, describe: Describe) {
    this.#report = report;
    this.#describe = describe;
  }

  /** Counts what the reader found. The check gives the finding itself. */
  fromReader(finding: Finding): void {
    if (isMisread(finding)) this.lost++;
  }

  /** Reports what the check gives. */
  checked(finding: Finding): void {
    // Records of a list of another version would get other pointers; a file that could not be read to its end is cut.
    if (finding.code === 'structure.list-of-another-version' || finding.code.startsWith('input.')) this.lost++;
    this.#add(finding);
  }

  #add(finding: Finding): void {
    this.counts[finding.severity]++;
    this.#report(finding, () => this.#describe(finding));
  }

  /** Reports a loss as a finding, on a record or, without one, on what surrounds the records. */
  loss(
    { code, path, params, severity = 'error' }: Lost,
    { locate, ...event }: Pick<RecordEvent, 'locate'> & Partial<RecordEvent>,
  ): void {
    const { path: base = '', list = null, index, value } = event;
    const position = locate(path);
    const record = index === undefined ? undefined : recordRef(list, index, value);
    if (severity === 'error') this.lost++;
    this.#add({
      code,
      severity,
      path: base + path,
      params,
      ...(record && { record }),
      ...(position && { position }),
    });
  }
}
