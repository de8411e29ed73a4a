/** `markdown`: a page for a forge or a site. What the diff took from the schemas is escaped: it can neither link nor hide. */
import { type Lang, capital } from '../../../packages/base/src/language.ts';
import { sentence } from '../words.ts';
import { codeSpan, markdownSafe, codeBlock } from '../markdown-safe.ts';
import { DIFF_WORDS } from './languages.ts';
import { inSection, SECTIONS, type Section, type DiffReport } from './types.ts';
import type { Change, Witness } from '../../../packages/schema-diff/src/index.ts';
import { erratumLines } from './erratum-lines.ts';
import { fragmentOf, manyLines, type Names } from '../../../packages/schema-diff/src/report.ts';
import { witnessWords } from './witness-words.ts';
import type { DiffWords } from './words.ts';

/** Sections of which one reads the title first. */
const FOLDED: readonly Section[] = ['apart', 'texts'];

/** The whole page, its headings of the second level. */
export function diffMarkdown(report: DiffReport, { lang }: { lang: Lang }): string {
  const page = markdownPage(report, lang);
  return `${[...verdictBlocks(page), ...changeBlocks(page, 2)].join('\n\n')}\n`;
}

/** `room`: characters for whole instances, all in all; `most`: changes of a section. A comment on a forge has a largest size. */
export function markdownPage(
  report: DiffReport,
  lang: Lang,
  { space, most } = { space: Infinity, most: Infinity },
): MarkdownPage {
  const { previous, next } = report;
  const names = { previous: codeSpan(previous.name, 80), next: codeSpan(next.name, 80) };
  return { words: DIFF_WORDS[lang], names, lang, report, space: { left: space }, most };
}

function verdictBlocks({ words, names, report }: MarkdownPage): string[] {
  const { decision } = report;
  const number = words.number(decision);
  return [
    `**${words.verdict(names, report)}**`,
    ...(number === undefined ? [] : [number]),
    ...(decision.undeclared.length > 0 ? [words.undeclaredCount(decision.undeclared.length)] : []),
    ...(decision.unexplained ? [`**${words.unexplained(names)}**`] : []),
    ...(decision.stale.length > 0 ? [words.stale(decision.stale.length)] : []),
  ];
}

/** The changes by section, then the notes; `level` is that of the headings. */
export function changeBlocks(page: MarkdownPage, level: number): string[] {
  const { words, report } = page;
  const sections = SECTIONS.flatMap((section) => {
    const changes = inSection(report.diff.changes, section);
    if (changes.length === 0) return [];
    const title = words.section[section](changes.length);
    const items = changes.slice(0, page.most).map((change) => changeItem(change, page).join('\n'));
    const rest = changes.length - items.length;
    const list = [...items, ...(rest > 0 ? [`- ${words.more(rest)}`] : [])].join('\n\n');
    return FOLDED.includes(section)
      ? [`<details><summary>${title}</summary>`, list, '</details>']
      : [`${'#'.repeat(level)} ${title}`, list];
  });
  return [...sections, ...noteBlocks(page, level)];
}

function noteBlocks({ words, lang, report }: MarkdownPage, level: number): string[] {
  const { notes } = report.diff;
  if (notes.length === 0) return [];
  return [
    `${'#'.repeat(level)} ${words.notes}`,
    notes.map((note) => `- ${markdownSafe(sentence(capital(note[lang])))}`).join('\n'),
  ];
}

/** One change as an item of a Markdown list. */
type MarkdownPage = {
  words: DiffWords;
  /** As code spans. */
  names: Names;
  lang: Lang;
  report: DiffReport;
  /** Characters that may still be spent on whole instances. */
  space: { left: number };
  /** Changes of a section that are reported. */
  most: number;
};

const INDENT = '  ';

/** The sentence, the place, what each witness is, and what was declared. */
export function changeItem(change: Change, page: MarkdownPage): string[] {
  const { words, lang, report } = page;
  const { decision } = report;
  const used = decision.errata.find((use) => use.change === change);
  const mark = decision.undeclared.includes(change) ? `**${words.undeclared}.** ` : '';
  return [
    `- ${mark}${markdownSafe(change.sentence[lang])}`,
    hard(placeOf(change, page)),
    ...change.witnesses.flatMap((witness) => witnessLines(witness, change, page)),
    ...(change.witnesses.length === 0 && change.reason
      ? [hard(`${words.noWitness} ${markdownSafe(sentence(change.reason[lang]))}`)]
      : []),
    ...(used ? erratumLines(used, words, lang).map((line) => hard(markdownSafe(line))) : []),
  ];
}

/** A line of its own in an item. */
const hard = (text: string): string => `\n${INDENT}${text}`;

function placeOf({ path, kind, fingerprint }: Change, { words, report }: MarkdownPage): string {
  const place = report.places.get(fingerprint);
  const source = place && [place.file, place.line].filter((part) => part !== undefined).join(':');
  return [
    path === '' ? words.root : codeSpan(path),
    codeSpan(kind),
    codeSpan(fingerprint),
    ...(source === undefined ? [] : [codeSpan(source)]),
  ].join(' · ');
}

function witnessLines(witness: Witness, change: Change, { words, names, space }: MarkdownPage): string[] {
  const line = hard(`${witnessWords(change, witness, words, names)} ${codeSpan(fragmentOf(witness, change, words.without))}`);
  const whole = codeBlock(manyLines(witness.instance), INDENT);
  space.left -= whole.length;
  if (space.left < 0) return [line];
  return [line, hard(`<details><summary>${words.instance}</summary>\n\n${whole}\n\n${INDENT}</details>`)];
}
