/** The story of a release in Markdown blocks: the promise, who must act, then the changes by kind. */
import type { Change } from '../../../../packages/schema-diff/src/index.ts';
import type { Severity } from '../../../finding.ts';
import { FAMILIES, type Rule } from '../../../model/rules.ts';
import { codeSpan, markdownSafe } from '../../../report/markdown-safe.ts';
import { actionLines } from './actions.ts';
import { groupItem } from './group.ts';
import { distinct, fieldsOf } from './naming.ts';
import type { Page } from './page.ts';
import { groupsOf, SECTIONS, type Group, type Section } from './sections.ts';

/** `level`: that of the headings. `kept`: what was written by hand, between who must act and the changes. */
export function storyBlocks(page: Page, level: number, kept: readonly string[] = []): string[] {
  const { story, words, lang } = page;
  const groups = groupsOf(story);
  const mark = '#'.repeat(level);
  return [
    ...(story.inForce === undefined ? [] : [words.proposal(story.version, story.inForce)]),
    `**${words.promise}** ${story.promise[lang]}`,
    `${mark} ${words.actions}`,
    actionLines(groups, page).join('\n'),
    ...kept,
    ...SECTIONS.flatMap((section) => sectionBlocks(section, groups[section], page, mark)),
    `${mark} ${words.legal}`,
    legalLines(page).join('\n'),
  ];
}

function sectionBlocks(section: Section, groups: readonly Group[], page: Page, mark: string): string[] {
  const { words, story } = page;
  const count = groups.reduce((sum, group) => sum + group.length, 0);
  if (count === 0) return [];
  const items = ITEMS[section](groups, page);
  return [`${mark} ${words.section[section](count)}`, words.intro[section](story.version), items.join('\n')];
}

const plainItems = (groups: readonly Group[], page: Page): string[] => groups.map((group) => groupItem(group, page));

const ITEMS: Record<Section, (groups: readonly Group[], page: Page) => string[]> = {
  broken: plainItems,
  mended: plainItems,
  widened: plainItems,
  rules: (groups, page) => [...byWeight(groups, page).map((group) => rulesItem(group, page)), `- ${page.words.explain}`],
  texts: textsItems,
};

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** What a text asks for comes first, and what is an error. */
function byWeight(groups: readonly Group[], page: Page): Group[] {
  const weight = ([{ change }]: Group): number => {
    const { family = 'qualite', severity = 'info' } = ruleOf(change, page) ?? {};
    return FAMILIES.indexOf(family) * SEVERITIES.length + SEVERITIES.indexOf(severity);
  };
  return groups.toSorted((a, b) => weight(a) - weight(b));
}

/** Rules of one family that came, went or changed alike, by their titles. */
function rulesItem(group: Group, page: Page): string {
  const [{ change }] = group;
  const rule = ruleOf(change, page);
  const family = page.words.family[rule?.family ?? 'qualite'];
  const severity = page.words.severity[rule?.severity ?? 'info'];
  const lines = group.map(({ change: { path } }) => `  - ${ruleName(path, page)}`);
  return [`- **${page.words.rules(change.kind, group.length, family, severity)}**`, ...lines].join('\n');
}

const ruleOf = ({ path }: Pick<Change, 'path'>, { models }: Page): Rule | undefined =>
  models.flatMap(({ rules }) => rules).find(({ id }) => id === path);

function ruleName(id: string, page: Page): string {
  const title = ruleOf({ path: id }, page)?.title[page.lang];
  return title === undefined ? codeSpan(id) : `${markdownSafe(title)} (${codeSpan(id)})`;
}

/** Texts of fields together, texts of rules together; a code that is deprecated is told by itself. */
function textsItems(groups: readonly Group[], page: Page): string[] {
  const { words, kit, lang } = page;
  const changes = groups.flatMap((group) => group.map(({ change }) => change));
  const fields = changes.filter(({ kind }) => kind === 'text-changed');
  const rules = changes.filter(({ kind }) => kind === 'rule-text-changed');
  const others = changes.filter((change) => !fields.includes(change) && !rules.includes(change));
  const list = (names: readonly string[]): string => kit.and(distinct(names));
  return [
    ...(fields.length > 0
      ? [`- ${words.texts(fields.length)}${words.colon}${list(fields.map((one) => fieldsOf(one, page)))}.`]
      : []),
    ...(rules.length > 0
      ? [`- ${words.ruleTexts(rules.length)}${words.colon}${list(rules.map(({ path }) => ruleName(path, page)))}.`]
      : []),
    ...others.map(({ sentence }) => `- ${markdownSafe(sentence[lang])}`),
  ];
}

function legalLines({ story, lang }: Page): string[] {
  return story.legalTexts.map((id) => `- ${markdownSafe(story.legal.get(id)?.[lang] ?? id)}`);
}
