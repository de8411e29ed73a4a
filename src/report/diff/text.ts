/** The `text` report of a diff, for people: the verdict, then each change with its witnesses, breaking changes first. */
import type { Change } from '../../../packages/schema-diff/src/index.ts';
import { type Lang, capital } from '../../../packages/base/src/language.ts';
import { visible } from '../../../packages/base/src/visible.ts';
import { type Style, wrap } from '../../../packages/base/src/layout.ts';
import { withFullStop } from '../words.ts';
import { fragmentOf, type Names } from '../../../packages/schema-diff/src/report.ts';
import { inSection, SECTIONS, type Section, namesOf, type DiffReport } from './types.ts';
import {
  DIFF_MESSAGES,
  type DiffMessages,
  erratumLines,
  numberWords,
  sectionTitle,
  verdictWords,
  witnessWords,
} from './words.ts';

type Page = { say: DiffMessages; names: Names; style: Style; width: number; lang: Lang; report: DiffReport };

const WIDTH = 100;
const INDENT = '    ';
/** Maximum number of changes listed per section: a version that rewrites all texts would hide the rest. */
const SHOWN: Record<Section, number> = {
  breaks: Infinity,
  unknown: Infinity,
  widenings: Infinity,
  deprecations: Infinity,
  apart: 40,
  texts: 20,
};

export function diffText(
  report: DiffReport,
  { lang, style, width = WIDTH }: { lang: Lang; style: Style; width?: number },
): string {
  const page: Page = { say: DIFF_MESSAGES[lang], names: namesOf(report), style, width, lang, report };
  const { changes } = report.diff;
  return [
    ...head(page),
    ...SECTIONS.flatMap((section) => sectionLines(section, inSection(changes, section), page)),
    ...noteLines(page),
    ...(changes.some(({ witnesses }) => witnesses.length > 0) ? ['', page.say.hint()] : []),
    '',
  ].join('\n');
}

function head({ say, names, style, width, lang, report }: Page): string[] {
  const { decision } = report;
  const number = numberWords(decision, say);
  return [
    style.bold(wrap(verdictWords(names, report, lang), width)),
    ...(number === undefined ? [] : [number]),
    ...(decision.undeclared.length > 0
      ? [style.bad(wrap(say['undeclared-count']({ n: decision.undeclared.length }), width))]
      : []),
    ...(decision.unexplained ? [style.bad(wrap(say.unexplained(names), width))] : []),
    ...(decision.stale.length > 0 ? [wrap(say.stale({ n: decision.stale.length }), width)] : []),
  ];
}

function sectionLines(section: Section, changes: readonly Change[], page: Page): string[] {
  if (changes.length === 0) return [];
  const { say, style } = page;
  const shown = changes.slice(0, SHOWN[section]);
  const rest = changes.length - shown.length;
  return [
    '',
    style.bold(sectionTitle(section, changes.length, say)),
    ...shown.flatMap((change, i) => changeLines(change, i + 1, page)),
    ...(rest > 0 ? [INDENT + say.more({ n: rest })] : []),
  ];
}

function changeLines(change: Change, number: number, page: Page): string[] {
  const { style, width, lang } = page;
  const mark = `${number}. `.padEnd(INDENT.length);
  const reported = wrap(visible(change.sentence[lang], 1000), width - mark.length).replaceAll(
    '\n',
    `\n${' '.repeat(mark.length)}`,
  );
  return [
    mark + reported,
    style.dim(wrap(placeOf(change, page), width, INDENT)),
    ...proofLines(change, page),
    ...declaredLines(change, page),
  ];
}

function placeOf({ path, kind, fingerprint }: Change, { say, report }: Page): string {
  const place = report.places.get(fingerprint);
  const source = place && [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
  return [path === '' ? say.root() : visible(path, 200), kind, fingerprint, ...(source === undefined ? [] : [source])].join(
    ' · ',
  );
}

function proofLines(change: Change, { say, names, width, lang }: Page): string[] {
  const { witnesses, reason } = change;
  if (witnesses.length === 0 && reason)
    return [wrap(withFullStop(`${say['no-witness']()} ${visible(reason[lang], 600)}`), width, INDENT)];
  return witnesses.flatMap((witness) => [
    wrap(witnessWords(change, witness, say, names), width, INDENT),
    wrap(fragmentOf(witness, change, say.without), width, `${INDENT}  `),
  ]);
}

function declaredLines(change: Change, { say, style, width, lang, report: { decision, legal } }: Page): string[] {
  const used = decision.errata.find((use) => use.change === change);
  return [
    ...(used ? erratumLines(used, say, { lang, legal }).map((line) => wrap(line, width, INDENT)) : []),
    ...(decision.undeclared.includes(change) ? [style.bad(`${INDENT}${say.undeclared()} (${change.fingerprint}).`)] : []),
  ];
}

function noteLines({ say, style, width, lang, report }: Page): string[] {
  const { notes } = report.diff;
  if (notes.length === 0) return [];
  return [
    '',
    style.bold(say.notes()),
    ...notes.map((note) => wrap(withFullStop(capital(visible(note[lang], 600))), width, '  ')),
  ];
}
