/** The report that a person keeps or prints. */
import type { Group } from '../../../../src/report/summary.ts';
import { columnsOf } from '../../../shared/columns.ts';
import type { Html } from '../../../shared/html.ts';
import { recordWords, verdictIn, wordsIn } from '../words.ts';
import { type KeptFinding, textOf } from '../kept.ts';
import { forecastLines, type TitleOf } from '../forecast.ts';
import type { Reported } from './data.ts';
import { END, heading, list, page, paragraph, row, TABLE_END, tableStart, terms } from './html.ts';

/** Places in a report that a person reads; the other reports have them all. */
const PLACES = 2_000;

export type PageReported = Reported & { groups: readonly Group[]; titleOf: TitleOf; day: string };

export function* htmlPieces({ lang, tool, summary, findings, groups, left, titleOf, day }: PageReported): Generator<Html> {
  const { reportWords, own } = wordsIn(lang);
  const { report } = own;
  yield page(lang, `${report.title()} ${summary.file}`);
  yield paragraph(verdictIn(reportWords, summary), 'verdict');
  yield paragraph(reportWords.version(summary));
  yield terms([
    [report.day(), day],
    [report.tool(), `${tool.name} ${tool.version}`],
    [report.rules(), summary.rules?.version ?? report['no-rules']()],
    [report.counts(), reportWords.counts(summary.counts) || report.none()],
  ]);
  if (summary.rules?.forecast) {
    yield heading(own.forecast.title());
    yield list(forecastLines(summary.rules.forecast, titleOf, lang));
  }
  if (groups.length > 0) {
    yield tableStart(
      own.groups.title(),
      columnsOf(own['group-column'], ['severity', 'problem', 'field', 'count', 'records', 'code']),
    );
    for (const group of groups) yield row(groupCells(group, lang));
    yield TABLE_END;
    yield heading(own.places.title());
    yield* places(findings, lang);
    const hidden = left + Math.max(0, findings.length - PLACES);
    if (hidden > 0) yield paragraph(report.hidden({ findings: hidden }));
  }
  yield paragraph(report.foot());
  yield END;
}

const groupCells = ({ severity, title, field, count, records, code }: Group, lang: Reported['lang']): string[] => {
  const { own, formatters } = wordsIn(lang);
  return [own['severity-name'][severity](), title, field, formatters.number(count), formatters.number(records), code];
};

function* places(findings: readonly KeptFinding[], lang: Reported['lang']): Generator<Html> {
  const { own, reportWords } = wordsIn(lang);
  yield tableStart(own.places.title(), columnsOf(own['place-column'], ['severity', 'place', 'message', 'code']));
  for (const finding of findings.slice(0, PLACES)) {
    const { position, record, severity } = finding;
    const place = [position && reportWords.position(position), record && recordWords(record, lang)].filter(
      (part) => part !== undefined,
    );
    yield row([own['severity-name'][severity](), place.join(', '), textOf(finding), finding.code]);
  }
  yield TABLE_END;
}
