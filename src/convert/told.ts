import type { Finding, Severity } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { describe } from '../messages.ts';
import { modelContexts } from '../messages/model-context.ts';
import type { History } from '../model/history.ts';
import type { Model } from '../model/types.ts';
import { type RecordEvent, recordRef } from '../read/record.ts';
import type { ConvertReport } from './report.ts';
import type { Lost } from '../write/lost.ts';

/** Findings of a conversion, with their messages, counted. */
export class Told {
  readonly counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  readonly #report: ConvertReport;
  readonly #lang: Lang;
  readonly #contextOf: ReturnType<typeof modelContexts>;

  constructor(report: ConvertReport, lang: Lang, model: Model, history: History) {
    this.#report = report;
    this.#lang = lang;
    this.#contextOf = modelContexts(model, history, lang, []);
  }

  finding(finding: Finding): void {
    this.counts[finding.severity]++;
    this.#report.finding(finding, () => describe(finding, this.#contextOf(finding), this.#lang));
  }

  /** What is lost of a record, or around the records where there is none. */
  lost(
    { code, path, params, severity = 'error' }: Lost,
    { locate, ...event }: Pick<RecordEvent, 'locate'> & Partial<RecordEvent>,
  ): void {
    const { path: base = '', list = null, index, value } = event;
    const position = locate(path);
    const record = index === undefined ? undefined : recordRef(list, index, value);
    this.finding({
      code,
      severity,
      path: base + path,
      params,
      ...(record && { record }),
      ...(position && { position }),
    });
  }
}
