/** The page on a pull request: Markdown that a forge shows as a comment, the same for the same changes, so that it can be replaced in place. */
import { isDeclared } from '../../diff/decision.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { changeItem } from '../../report/diff/markdown-change.ts';
import { changeBlocks, markdownPage } from '../../report/diff/markdown.ts';
import { DIFF_WORDS } from '../../report/diff/languages.ts';
import { sectionOf } from '../../report/diff/sections.ts';
import { codeSpan } from '../../report/markdown-safe.ts';
import { examplesSection, rulesSection, sampleSection, scoreSection, stoppedSection } from './sections.ts';
import { sizeOf, sourcesSection } from './sources-section.ts';
import type { PullRequest } from './types.ts';
import { PULL_REQUEST_EN } from './words-en.ts';
import { PULL_REQUEST_FR } from './words-fr.ts';
import type { PullRequestWords } from './words.ts';

/** The first line of the page: a comment that begins so is the one to replace. */
export const MARKER = '<!-- decp-report -->';

/** A comment on GitHub holds 65,536 characters: beyond these, instances are left out, and changes are only counted. */
const LIMITS = { room: 12_000, most: 30 };

/** Bytes of the page without its first and last lines; a longer one is not shown as a comment. What was edited gets what the rest leaves. */
const LARGEST = 56_000;

const WORDS: Record<Lang, PullRequestWords> = { fr: PULL_REQUEST_FR, en: PULL_REQUEST_EN };

export function pullRequestPage(it: PullRequest, { lang }: { lang: Lang }): string {
  const words = WORDS[lang];
  const before = [
    ...summary(it, words, lang),
    ...stoppedSection(it, words, lang),
    ...undeclared(it, words, lang),
    ...changes(it, words, lang),
  ];
  const after = [
    ...examplesSection(it, words),
    ...sampleSection(it, words),
    ...rulesSection(it, words, lang),
    ...scoreSection(it, words),
  ];
  const room = LARGEST - [...before, ...after].reduce((sum, part) => sum + sizeOf(part), 0);
  return pageOf(it, words, [...before, ...sourcesSection(it, words, room), ...after]);
}

/** The page on a proposal whose format cannot be read: only what stops it. */
export function unreadPage(it: Pick<PullRequest, 'base' | 'refusals'>, { lang }: { lang: Lang }): string {
  const words = WORDS[lang];
  return pageOf(it, words, [...stoppedSection(it, words, lang), words.unread]);
}

function pageOf({ base }: Pick<PullRequest, 'base'>, words: PullRequestWords, sections: readonly string[]): string {
  const footer = words.footer(codeSpan(base, 80), codeSpan(`npx decp report --base ${base}`));
  return `${[MARKER, `## ${words.title}`, ...sections, `<sub>${footer}</sub>`].join('\n\n')}\n`;
}

/** The change itself in one sentence, then the number since the newest release. */
function summary({ base, change, gate }: PullRequest, words: PullRequestWords, lang: Lang): string[] {
  const { diff } = change;
  const names = { previous: codeSpan(base, 80), next: codeSpan(change.next.name, 80) };
  const told =
    diff.changes.length === 0 && diff.relation === 'equivalent'
      ? words.nothing(names.previous)
      : isOnlyTexts(change)
        ? words.onlyTexts(diff.changes.length)
        : DIFF_WORDS[lang].relation(names, diff.relation).concat('.');
  return [`**${told}**`, numberLine(gate, words)];
}

const isOnlyTexts = ({ diff }: PullRequest['change']): boolean =>
  diff.relation === 'equivalent' && diff.changes.length > 0 && diff.changes.every((change) => sectionOf(change) === 'texts');

function numberLine({ previous, decision }: PullRequest['gate'], words: PullRequestWords): string {
  const { version, numbers } = decision;
  const asked = version === numbers.previous ? undefined : version;
  const promise = isDeclared(decision) ? words.kept : `**${words.broken(decision.undeclared.length)}**`;
  return `${words.numbers(codeSpan(previous.name), asked, numbers.next)} ${promise}`;
}

/** What breaks the promise of the number, with its witnesses: measured from the newest release, whoever brought it in. */
function undeclared({ gate }: PullRequest, words: PullRequestWords, lang: Lang): string[] {
  const { decision } = gate;
  if (isDeclared(decision)) return [];
  const page = markdownPage(gate, lang, LIMITS);
  return [
    `### ${words.undeclaredTitle(decision.undeclared.length)}`,
    words.advice,
    ...decision.undeclared.slice(0, LIMITS.most).map((change) => changeItem(change, page).join('\n')),
    ...(decision.unexplained ? [page.words.unexplained(page.names)] : []),
  ];
}

/** Nothing is declared from the base on, and nothing is asked: errata and numbers speak of releases. */
function changes({ base, change }: PullRequest, words: PullRequestWords, lang: Lang): string[] {
  if (change.diff.changes.length === 0) return [];
  const decision = { ...change.decision, undeclared: [], errata: [], stale: [], unexplained: false };
  return [
    `### ${words.changesTitle(codeSpan(base, 80))}`,
    ...changeBlocks(markdownPage({ ...change, decision }, lang, LIMITS), 4),
  ];
}
