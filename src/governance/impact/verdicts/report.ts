/** The output of `decp impact --from --to`: whose verdict changes, why and where, or one JSON object for programs. */
import { type Lang, FORMATTERS, type Formatters } from '../../../../packages/base/src/language.ts';
import { visible } from '../../../../packages/base/src/visible.ts';
import type { Cause, VerdictChanges, VerdictCounts, VerdictFile } from '../../../model/impact.ts';
import { IMPACT_VERSIONS } from '../../../messages/compiled/impact-versions.ts';
import type { Messages } from '../../../messages/compiled/impact-versions.types.ts';
import { linesOf } from '../report.ts';
import { percent } from '../../../report/percent.ts';
import { type Style, wrap } from '../../../../packages/base/src/layout.ts';

type Versions = Pick<VerdictChanges, 'from' | 'to'>;

type Page = { say: Messages; formatters: Formatters; style: Style; width: number };

const WIDTH = 100;
const COLUMN = 11;
/** Maximum number of causes, and of places of each, shown to people. The JSON has them all. */
const CAUSES = 20;
const PLACES = 2;
const BELOW = ' '.repeat(COLUMN);
const OUTCOMES = ['newlyRefused', 'newlyAccepted', 'acceptedByBoth', 'refusedByBoth'] as const;

/** The counts for a person: verdicts, what is newly refused and what is not any more, then the files. */
export function verdictChangesText(
  changes: VerdictChanges,
  { lang, style, width = WIDTH }: { lang: Lang; style: Style; width?: number },
): string {
  const page: Page = { say: IMPACT_VERSIONS[lang], formatters: FORMATTERS[lang], style, width };
  const { say } = page;
  const { from, to, federation } = changes;
  return [
    style.bold(wrap(titleOf(changes, say), width)),
    ...((federation?.old ?? 0) > 0 ? [wrap(say['federation.old']({ old: federation?.old ?? 0 }), width)] : []),
    ...rulesOf(changes, page),
    '',
    ...outcomes(changes, page),
    ...(['new', 'gone'] as const).flatMap((effect) =>
      causes(
        say[`cause.${effect}`]({ from, to }),
        changes.causes.filter((cause) => cause.effect === effect),
        page,
      ),
    ),
    ...(federation ? sources(changes, page) : files(changes, page)),
    ...(changes.causes.length > 0 ? ['', wrap(say.hint(), width)] : []),
    '',
  ].join('\n');
}

const titleOf = ({ from, to, files: all, records, federation }: VerdictChanges, say: Messages): string =>
  federation
    ? say['federation.title']({ ...federation, from, to })
    : say.title({ judged: records.judged, files: all.length, from, to });

function sources({ files: all }: VerdictChanges, { say, style, width }: Page): string[] {
  const lines = all.map(({ name, records }) =>
    wrap(say['federation.source']({ name, changed: changedOf(records, say) }), width - 2, '  '),
  );
  return ['', style.bold(say['federation.sources']()), ...lines];
}

function rulesOf({ from, to, rules }: VerdictChanges, { say, width }: Page): string[] {
  const sides = [
    [from, rules.from],
    [to, rules.to],
  ] as const;
  return sides
    .filter(([, ids]) => ids.length > 0)
    .map(([version, ids]) => wrap(say.rules({ version, count: ids.length, ids }), width));
}

function outcomes({ records, from, to }: VerdictChanges, { say, formatters, style }: Page): string[] {
  if (records.judged === 0) return [style.bold(say.nothing())];
  const line = (key: Exclude<keyof VerdictCounts, 'judged'>) =>
    `${formatters.number(records[key]).padStart(COLUMN)}${percent(records[key] / records.judged, records[key], formatters).padStart(COLUMN)}  ${say[`outcome.${key}`]({ from, to })}`;
  return [style.bold(say['changed-sentence']({ changed: changedOf(records, say) })), ...OUTCOMES.map(line)];
}

function causes(title: string, all: readonly Cause[], page: Page): string[] {
  if (all.length === 0) return [];
  const { style, say, width } = page;
  const columns = say['cause.columns'];
  const numbers = [columns.records(), columns.changing(), columns.share(), columns.alone()];
  const head = `${numbers.map((name) => name.padStart(COLUMN)).join('')}  ${columns.what()}`;
  const rest = all.length - CAUSES;
  return [
    '',
    style.bold(wrap(title, width)),
    style.dim(head),
    ...all.slice(0, CAUSES).flatMap((cause) => causeLines(cause, page)),
    ...(rest > 0 ? [wrap(say['cause.more']({ count: rest }), width, BELOW)] : []),
  ];
}

function causeLines(cause: Cause, { say, formatters, style, width }: Page): string[] {
  const { records, changing, share, alone } = cause;
  const cells =
    cause.kind === null
      ? ['', '', '', '']
      : [formatters.number(records), formatters.number(changing), percent(share, changing, formatters), formatters.number(alone)];
  const left = `${cells.map((cell) => cell.padStart(COLUMN)).join('')}  `;
  return [
    ...headOf(left, visible(cause.code, 60), fieldOf(cause, say), width),
    ...cause.changes.map(({ kind, fingerprint }) => wrap(say['cause.change']({ kind, fingerprint }), width, BELOW)),
    ...cause.places.slice(0, PLACES).map(({ file, line, column = 1, pointer }) => {
      const place = say['cause.place']({ file, line, column, pointer: pointer === '' ? '/' : pointer });
      return style.dim(wrap(place, width, BELOW));
    }),
  ];
}

/** Code and field on one line, or on two where they are long. */
const headOf = (left: string, code: string, field: string, width: number): string[] =>
  left.length + code.length + 1 + field.length <= width ? [`${left}${code} ${field}`] : [left + code, wrap(field, width, BELOW)];

function fieldOf({ kind, path, value, files }: Cause, say: Messages): string {
  if (kind === null) return say['cause.file']({ files });
  return say['cause.field']({
    path,
    value: value === undefined || typeof value === 'string' ? value : JSON.stringify(value),
    concession: kind === 'contrat-concession',
  });
}

function files({ files: all, ...versions }: VerdictChanges, { say, style, width }: Page): string[] {
  const reported = all.filter((file) => !isQuiet(file));
  const quiet = all.length - reported.length;
  const lines = reported.flatMap((file) => {
    const [first = '', ...more] = fileLines(file, versions, say);
    return [wrap(first, width - 2, '  '), ...more.map((line) => wrap(line, width - 4, '    '))];
  });
  return ['', style.bold(say['file.title']()), ...lines, ...(quiet > 0 ? [`  ${say['file.quiet']({ count: quiet })}`] : [])];
}

/** Whether nothing needs to be reported for a file. */
const isQuiet = ({ parsed, shape, outside, verdict, records }: VerdictFile): boolean =>
  parsed && shape === 'both' && outside + records.newlyRefused + records.newlyAccepted === 0 && verdict.from === verdict.to;

/** One JSON object with one entry per line, so that two reports can be compared line by line. */
export function verdictChangesJson({ files, causes, ...head }: VerdictChanges): string {
  const values = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const lists = Object.entries({ files, causes }).map(([key, entries]) => `  ${JSON.stringify(key)}: ${linesOf(entries)}`);
  return `{\n${[...values, ...lists].join(',\n')}\n}\n`;
}

const changedOf = ({ judged, newlyRefused, newlyAccepted }: VerdictCounts, say: Messages): string =>
  say.changed({ judged, changing: newlyRefused + newlyAccepted });

const verdictOf = (verdict: boolean | null): 'accepted' | 'refused' | 'notJudged' =>
  verdict === null ? 'notJudged' : verdict ? 'accepted' : 'refused';

function fileLines(file: VerdictFile, { from, to }: Versions, say: Messages): string[] {
  const { name, records, verdict, parsed } = file;
  const [before, after] = [verdictOf(verdict.from), verdictOf(verdict.to)];
  return [
    say['file.verdict']({ name, changed: changedOf(records, say), before, after, from, to }),
    ...shapeLines(file, { from, to }, say),
    ...(parsed ? [] : [say['file.in-part']()]),
  ];
}

function shapeLines({ shape, outside }: VerdictFile, { from, to }: Versions, say: Messages): string[] {
  if (shape === 'neither') return [say['file.neither']({ from, to, outside })];
  const apart = outside > 0 ? [say['file.outside']({ outside })] : [];
  if (shape === 'both') return apart;
  const [own, other] = shape === 'from' ? [from, to] : [to, from];
  return [say['file.one']({ own, other }), ...apart];
}
