/** `markdown`: a page for a forge or a site. What the diff took from the schemas is escaped: it can neither link nor hide. */
import { type Lang, capital } from '../../../packages/base/src/language.ts';
import { withFullStop } from '../words.ts';
import { codeSpan, markdownSafe, codeBlock } from '../markdown-safe.ts';
import { inSection, SECTIONS, type Section, type DiffReport } from './types.ts';
import type { Change, Witness } from '../../../packages/schema-diff/src/index.ts';
import { fragmentOf, manyLines, type Names } from '../../../packages/schema-diff/src/report.ts';
import {
  DIFF_MESSAGES,
  type DiffMessages,
  erratumLines,
  numberWords,
  sectionTitle,
  verdictWords,
  witnessWords,
} from './words.ts';

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
  return { say: DIFF_MESSAGES[lang], names, lang, report, space: { left: space }, most };
}

function verdictBlocks({ say, names, lang, report }: MarkdownPage): string[] {
  const { decision } = report;
  const number = numberWords(decision, say);
  return [
    `**${verdictWords(names, report, lang)}**`,
    ...(number === undefined ? [] : [number]),
    ...(decision.undeclared.length > 0 ? [say['undeclared-count']({ n: decision.undeclared.length })] : []),
    ...(decision.unexplained ? [`**${say.unexplained(names)}**`] : []),
    ...(decision.stale.length > 0 ? [say.stale({ n: decision.stale.length })] : []),
  ];
}

/** The changes by section, then the notes; `level` is that of the headings. */
export function changeBlocks(page: MarkdownPage, level: number): string[] {
  const { say, report } = page;
  const sections = SECTIONS.flatMap((section) => {
    const changes = inSection(report.diff.changes, section);
    if (changes.length === 0) return [];
    const title = sectionTitle(section, changes.length, say);
    const items = changes.slice(0, page.most).map((change) => changeItem(change, page).join('\n'));
    const rest = changes.length - items.length;
    const list = [...items, ...(rest > 0 ? [`- ${say.more({ n: rest })}`] : [])].join('\n\n');
    return FOLDED.includes(section)
      ? [`<details><summary>${title}</summary>`, list, '</details>']
      : [`${'#'.repeat(level)} ${title}`, list];
  });
  return [...sections, ...noteBlocks(page, level)];
}

function noteBlocks({ say, lang, report }: MarkdownPage, level: number): string[] {
  const { notes } = report.diff;
  if (notes.length === 0) return [];
  return [
    `${'#'.repeat(level)} ${say.notes()}`,
    notes.map((note) => `- ${markdownSafe(withFullStop(capital(note[lang])))}`).join('\n'),
  ];
}

/** One change as an item of a Markdown list. */
type MarkdownPage = {
  say: DiffMessages;
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
function changeItem(change: Change, page: MarkdownPage): string[] {
  const { say, lang, report } = page;
  const { decision } = report;
  const used = decision.errata.find((use) => use.change === change);
  const mark = decision.undeclared.includes(change) ? `**${say.undeclared()}.** ` : '';
  return [
    `- ${mark}${markdownSafe(change.sentence[lang])}`,
    hard(placeOf(change, page)),
    ...change.witnesses.flatMap((witness) => witnessLines(witness, change, page)),
    ...(change.witnesses.length === 0 && change.reason
      ? [hard(`${say['no-witness']()} ${markdownSafe(withFullStop(change.reason[lang]))}`)]
      : []),
    ...(used ? erratumLines(used, say, { lang, legal: report.legal }).map((line) => hard(markdownSafe(line))) : []),
  ];
}

/** A line of its own in an item. */
const hard = (text: string): string => `\n${INDENT}${text}`;

function placeOf({ path, kind, fingerprint }: Change, { say, report }: MarkdownPage): string {
  const place = report.places.get(fingerprint);
  const source = place && [place.file, place.line].filter((part) => part !== undefined).join(':');
  return [
    path === '' ? say.root() : codeSpan(path),
    codeSpan(kind),
    codeSpan(fingerprint),
    ...(source === undefined ? [] : [codeSpan(source)]),
  ].join(' · ');
}

function witnessLines(witness: Witness, change: Change, { say, names, space }: MarkdownPage): string[] {
  const words = witnessWords(change, witness, say, names, (path) => codeSpan(path));
  const line = hard(`${words} ${codeSpan(fragmentOf(witness, change, say.without))}`);
  const whole = codeBlock(manyLines(witness.instance), INDENT);
  space.left -= whole.length;
  if (space.left < 0) return [line];
  return [line, hard(`<details><summary>${say.instance()}</summary>\n\n${whole}\n\n${INDENT}</details>`)];
}
