/** A certificate of the check of one file. It is created on the user's machine, so it proves nothing to third parties. */
import type { Lang } from '../../../../packages/base/src/language.ts';
import type { FileSummary } from '../../../../src/report/types.ts';
import { type Html, joined } from '../../../../packages/base/src/html.ts';
import { isAccepted } from '../../../../src/validate/verdict.ts';
import { recordsOf, wordsIn } from '../words.ts';
import type { Tool } from './data.ts';
import { END, page, paragraph, terms } from '../../../../src/report/html-elements.ts';

export type Certified = { lang: Lang; tool: Tool; summary: FileSummary & { sha256: string }; bytes: number; made: Date };

/** Stable keys, for programs. */
export function certificateJson({ lang, tool, summary, bytes, made }: Certified): string {
  const { file, sha256, format, version, verdict, records, counts, toReview, rules } = summary;
  const certificate = {
    certificate: 'decp-conformity',
    note: wordsIn(lang).own.certificate.note(),
    conforming: isAccepted(verdict),
    verdict,
    file: { name: file, bytes, sha256, format },
    schema: { version },
    rules: rules && { version: rules.version, families: rules.families, without: rules.without, date: rules.date },
    tool,
    records,
    counts,
    toReview,
    made: made.toISOString(),
  };
  return `${JSON.stringify(certificate, null, 2)}\n`;
}

export function certificateHtml({ lang, tool, summary, bytes, made }: Certified): Html {
  const { own, reportWords, formatters } = wordsIn(lang);
  const { certificate, report } = own;
  const { file, sha256, format, version, rules, verdict, counts, records, toReview } = summary;
  const sentence = verdict === 'unreadable' ? certificate['not-conforming'] : certificate[verdict];
  return joined([
    page(lang, verdict === 'conforming' ? certificate.title() : certificate['check-title']()),
    paragraph(sentence({ points: toReview }), 'verdict'),
    terms([
      [certificate.file(), file],
      [certificate.size(), certificate.bytes({ n: formatters.number(bytes) })],
      ['SHA-256', sha256],
      [certificate.format(), format.toUpperCase()],
      [certificate.schema(), version ?? ''],
      [report.rules(), rules?.version ?? report['no-rules']()],
      [certificate.day(), rules?.date ?? ''],
      [report.tool(), `${tool.name} ${tool.version}`],
      [certificate.records(), certificate['record-counts']({ contracts: recordsOf(records), conforming: records.conforming })],
      [report.counts(), reportWords.counts(counts) || report.none()],
      [certificate.made(), made.toISOString()],
    ]),
    paragraph(certificate.note()),
    END,
  ]);
}
