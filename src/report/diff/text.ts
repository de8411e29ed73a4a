/** `text`: for people. The verdict first, then each change with what it breaks, the breaks first. */
import type { Change } from '../../../packages/schema-diff/src/index.ts';
import { type Lang, capital } from '../../../packages/base/src/language.ts';
import { visible } from '../../../packages/base/src/visible.ts';
import { type Style, wrap } from '../../../packages/base/src/layout.ts';
import { sentence } from '../words.ts';
import { erratumLines } from './erratum-lines.ts';
import { fragmentOf, type Names } from '../../../packages/schema-diff/src/report.ts';
import { DIFF_WORDS } from './languages.ts';
import { inSection, SECTIONS, type Section, namesOf, type DiffReport } from './types.ts';
import { witnessWords } from './witness-words.ts';
import type { DiffWords } from './words.ts';

type Page = { words: DiffWords; names: Names; style: Style; width: number; lang: Lang; report: DiffReport };

const WIDTH = 100;
const INDENT = '    ';
/** A version that says every text anew would hide the rest. */
const SHOWN: Record<Section, number> = { breaks: Infinity, unknown: Infinity, widenings: Infinity, apart: 40, texts: 20 };

export function diffText(
  report: DiffReport,
  { lang, style, width = WIDTH }: { lang: Lang; style: Style; width?: number },
): string {
  const page: Page = { words: DIFF_WORDS[lang], names: namesOf(report), style, width, lang, report };
  const { changes } = report.diff;
  return [
    ...head(page),
    ...SECTIONS.flatMap((section) => sectionLines(section, inSection(changes, section), page)),
    ...noteLines(page),
    ...(changes.some(({ witnesses }) => witnesses.length > 0) ? ['', page.words.hint] : []),
    '',
  ].join('\n');
}

function head({ words, names, style, width, report }: Page): string[] {
  const { decision } = report;
  const number = words.number(decision);
  return [
    style.bold(wrap(words.verdict(names, report), width)),
    ...(number === undefined ? [] : [number]),
    ...(decision.undeclared.length > 0 ? [style.bad(wrap(words.undeclaredCount(decision.undeclared.length), width))] : []),
    ...(decision.unexplained ? [style.bad(wrap(words.unexplained(names), width))] : []),
    ...(decision.stale.length > 0 ? [wrap(words.stale(decision.stale.length), width)] : []),
  ];
}

function sectionLines(section: Section, changes: readonly Change[], page: Page): string[] {
  if (changes.length === 0) return [];
  const { words, style } = page;
  const shown = changes.slice(0, SHOWN[section]);
  const rest = changes.length - shown.length;
  return [
    '',
    style.bold(words.section[section](changes.length)),
    ...shown.flatMap((change, i) => changeLines(change, i + 1, page)),
    ...(rest > 0 ? [INDENT + words.more(rest)] : []),
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

function placeOf({ path, kind, fingerprint }: Change, { words, report }: Page): string {
  const place = report.places.get(fingerprint);
  const source = place && [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
  return [path === '' ? words.root : visible(path, 200), kind, fingerprint, ...(source === undefined ? [] : [source])].join(
    ' · ',
  );
}

function proofLines(change: Change, { words, names, width, lang }: Page): string[] {
  const { witnesses, reason } = change;
  if (witnesses.length === 0 && reason)
    return [wrap(sentence(`${words.noWitness} ${visible(reason[lang], 600)}`), width, INDENT)];
  return witnesses.flatMap((witness) => [
    wrap(witnessWords(change, witness, words, names), width, INDENT),
    wrap(fragmentOf(witness, change, words.without), width, `${INDENT}  `),
  ]);
}

function declaredLines(change: Change, { words, style, width, lang, report: { decision } }: Page): string[] {
  const used = decision.errata.find((use) => use.change === change);
  return [
    ...(used ? erratumLines(used, words, lang).map((line) => wrap(line, width, INDENT)) : []),
    ...(decision.undeclared.includes(change) ? [style.bad(`${INDENT}${words.undeclared} (${change.fingerprint}).`)] : []),
  ];
}

function noteLines({ words, style, width, lang, report }: Page): string[] {
  const { notes } = report.diff;
  if (notes.length === 0) return [];
  return ['', style.bold(words.notes), ...notes.map((note) => wrap(sentence(capital(visible(note[lang], 600))), width, '  '))];
}
