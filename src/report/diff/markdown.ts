/** `markdown`: a page for a forge or a site. What the diff took from the schemas is escaped: it can neither link nor hide. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { capital } from '../../../packages/base/src/language.ts';
import { sentence } from '../words.ts';
import { codeSpan, markdownSafe } from '../markdown-safe.ts';
import { changeItem, type MarkdownPage } from './markdown-change.ts';
import { DIFF_WORDS } from './languages.ts';
import { inSection, SECTIONS, type Section } from './sections.ts';
import type { DiffReport } from './types.ts';

/** Sections of which one reads the title first. */
const FOLDED: readonly Section[] = ['apart', 'texts'];

/** The whole page, its headings of the second level. */
export function diffMarkdown(report: DiffReport, { lang }: { lang: Lang }): string {
  const page = markdownPage(report, lang);
  return `${[...verdictBlocks(page), ...changeBlocks(page, 2)].join('\n\n')}\n`;
}

/** `room`: characters for whole instances, all in all; `most`: changes of a section. A comment on a forge has a largest size. */
export function markdownPage(report: DiffReport, lang: Lang, { room, most } = { room: Infinity, most: Infinity }): MarkdownPage {
  const { previous, next } = report;
  const names = { previous: codeSpan(previous.name, 80), next: codeSpan(next.name, 80) };
  return { words: DIFF_WORDS[lang], names, lang, report, room: { left: room }, most };
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
