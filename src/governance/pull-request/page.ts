/** The page on a pull request: Markdown that a forge shows as a comment, the same for the same changes, so that it can be replaced in place. */
import { isDeclared } from '../../diff/decision.ts';
import { changeBlocks, markdownPage, changeItem } from '../../report/diff/markdown.ts';
import { REPORT } from '../../../packages/schema-diff/src/report.ts';
import { sectionOf } from '../../report/diff/types.ts';
import { codeSpan, markdownSafe } from '../../report/markdown-safe.ts';
import { sizeOf, sourcesSection } from './sources-section.ts';
import type { PullRequest } from './types.ts';
import { PULL_REQUEST } from '../../messages/compiled/pull-request.ts';
import type { Messages } from '../../messages/compiled/pull-request.types.ts';
import type { Cause } from '../../model/impact.ts';
import type { Lang } from '../../../packages/base/src/language.ts';

/** The first line of the page: a comment that begins so is the one to replace. */
export const MARKER = '<!-- decp-report -->';

/** A comment on GitHub holds 65,536 characters: beyond these, instances are left out, and changes are only counted. */
const LIMITS = { space: 12_000, most: 30 };

/** Bytes of the page without its first and last lines; a longer one is not shown as a comment. What was edited gets what the rest leaves. */
const LARGEST = 56_000;

export function pullRequestPage(it: PullRequest, { lang }: { lang: Lang }): string {
  const say = PULL_REQUEST[lang];
  const before = [
    ...summary(it, say, lang),
    ...stoppedSection(it, say, lang),
    ...undeclared(it, say, lang),
    ...changes(it, say, lang),
  ];
  const after = [
    ...examplesSection(it, say),
    ...sampleSection(it, say),
    ...federationSection(it, say),
    ...rulesSection(it, say, lang),
    ...scoreSection(it, say),
  ];
  const space = LARGEST - [...before, ...after].reduce((sum, part) => sum + sizeOf(part), 0);
  return pageOf(it, say, [...before, ...sourcesSection(it, say, space), ...after]);
}

/** The page on a proposal whose format cannot be read: only what stops it. */
export function unreadPage(it: Pick<PullRequest, 'base' | 'refusals'>, { lang }: { lang: Lang }): string {
  const say = PULL_REQUEST[lang];
  return pageOf(it, say, [...stoppedSection(it, say, lang), say['stopped.unread']()]);
}

function pageOf({ base }: Pick<PullRequest, 'base'>, say: Messages, sections: readonly string[]): string {
  const footer = say.footer({ base: codeSpan(base, 80), command: codeSpan(`npx decp report --base ${base}`) });
  return `${[MARKER, `## ${say.title()}`, ...sections, `<sub>${footer}</sub>`].join('\n\n')}\n`;
}

/** The change itself in one sentence, then the number since the newest release. */
function summary({ base, change, gate }: PullRequest, say: Messages, lang: Lang): string[] {
  const { diff } = change;
  const names = { previous: codeSpan(base, 80), next: codeSpan(change.next.name, 80) };
  const reported =
    diff.changes.length === 0 && diff.relation === 'equivalent'
      ? say['summary.nothing']({ base: names.previous })
      : isOnlyTexts(change)
        ? say['summary.only-texts']({ count: diff.changes.length })
        : REPORT[lang].relation({ ...names, relation: diff.relation }).concat('.');
  return [`**${reported}**`, numberLine(gate, say)];
}

const isOnlyTexts = ({ diff }: PullRequest['change']): boolean =>
  diff.relation === 'equivalent' && diff.changes.length > 0 && diff.changes.every((change) => sectionOf(change) === 'texts');

function numberLine({ previous, decision }: PullRequest['gate'], say: Messages): string {
  const { version, numbers } = decision;
  const asked = version === numbers.previous ? undefined : version;
  const promise = isDeclared(decision)
    ? say['summary.kept']()
    : `**${say['summary.broken']({ count: decision.undeclared.length })}**`;
  return `${say['summary.numbers']({ release: codeSpan(previous.name), asked, declared: numbers.next })} ${promise}`;
}

/**
 * The breaks of the compatibility promised by the version number, with their witnesses. They are counted from the newest release,
 * whichever proposal caused them.
 */
function undeclared({ gate }: PullRequest, say: Messages, lang: Lang): string[] {
  const { decision } = gate;
  if (isDeclared(decision)) return [];
  const page = markdownPage(gate, lang, LIMITS);
  return [
    `### ${say['undeclared.title']({ count: decision.undeclared.length })}`,
    say['undeclared.advice'](),
    ...decision.undeclared.slice(0, LIMITS.most).map((change) => changeItem(change, page).join('\n')),
    ...(decision.unexplained ? [page.say.unexplained(page.names)] : []),
  ];
}

/** Declarations are left out: errata and numbers are about releases, not about the base of a proposal. */
function changes({ base, change }: PullRequest, say: Messages, lang: Lang): string[] {
  if (change.diff.changes.length === 0) return [];
  const decision = { ...change.decision, undeclared: [], errata: [], stale: [], unexplained: false };
  return [
    `### ${say['changes.title']({ base: codeSpan(base, 80) })}`,
    ...changeBlocks(markdownPage({ ...change, decision }, lang, LIMITS), 4),
  ];
}

/** The effects of a pull request on examples, sample data, rules and the mutation score. */
const SHOWN = 30;

/** The first items as a list, and how many more there are. */
function list(items: readonly string[], say: Messages): string {
  const rest = items.length - SHOWN;
  return [...items.slice(0, SHOWN), ...(rest > 0 ? [say.more({ count: rest })] : [])].map((item) => `- ${item}`).join('\n');
}

function stoppedSection({ refusals }: Pick<PullRequest, 'refusals'>, say: Messages, lang: Lang): string[] {
  if (refusals.length === 0) return [say['stopped.none']()];
  const items = refusals.map((refusal) =>
    say['stopped.one']({ where: codeSpan(refusal.where), sentence: markdownSafe(refusal[lang]) }),
  );
  return [`### ${say['stopped.title']({ count: refusals.length })}`, list(items, say)];
}

function examplesSection({ examples }: PullRequest, say: Messages): string[] {
  const { count, changed } = examples;
  if (changed.length === 0) return [`### ${say['examples.title']()}`, say['examples.same']({ count })];
  const items = changed.map(({ file, before, after }) => say['examples.becomes']({ file: codeSpan(file), before, after }));
  return [`### ${say['examples.title']()}`, say['examples.changed']({ changed: changed.length, count }), list(items, say)];
}

function sampleSection({ sample }: PullRequest, say: Messages): string[] {
  const { files, records, causes } = sample;
  const title = `### ${say['sample.title']()}`;
  if (records.newlyAccepted + records.newlyRefused === 0) return [title, say['sample.same']({ judged: records.judged, files })];
  const items = causes.filter(({ changing }) => changing > 0).map((cause) => causeItem(cause, say));
  return [title, say['sample.changed']({ ...records, files }), list(items, say)];
}

/** What a snapshot of the federation says of the proposal, source by source; without a result, how to make one. */
function federationSection({ federation: measured }: PullRequest, say: Messages): string[] {
  const title = `### ${say['federation.title']()}`;
  const command = codeSpan('npx decp impact --federation outputs/latest --format json --output federation.json');
  if (!measured) return [title, say['federation.none']({ command, option: codeSpan('--federation federation.json') })];
  const { federation, from, measured: day, records, files, causes } = measured;
  const { judged } = records;
  const changing = records.newlyRefused + records.newlyAccepted;
  const about = { snapshot: codeSpan(federation.snapshot, 80), from: codeSpan(from), day };
  const counted = say['federation.counted']({
    ...about,
    changing,
    judged,
    sampled: federation.sampled,
    contracts: federation.contracts,
  });
  if (changing === 0) return [title, counted];
  const bySource = files
    .map(({ name, records: own }) => ({ ...own, name, changing: own.newlyRefused + own.newlyAccepted }))
    .filter((one) => one.changing > 0)
    .toSorted((a, b) => b.changing - a.changing)
    .map(({ name, ...own }) => say['federation.source']({ name: codeSpan(name, 80), ...own }));
  const items = causes.filter((cause) => cause.changing > 0).map((cause) => causeItem(cause, say));
  return [title, counted, list(bySource, say), list(items, say)];
}

const causeItem = (cause: Cause, say: Messages): string =>
  say['sample.cause']({ ...cause, where: cause.path === '' ? '' : codeSpan(cause.path), code: codeSpan(cause.code) });

function rulesSection({ rules }: PullRequest, say: Messages, lang: Lang): string[] {
  const items = (['added', 'removed', 'changed'] as const).flatMap((what) =>
    rules[what].map(({ id, severity, family, title, judges = [] }) =>
      say['rules.one']({ id: codeSpan(id), what, severity, family, title: markdownSafe(title[lang]), first: judges[0], judges }),
    ),
  );
  return [`### ${say['rules.title']()}`, items.length === 0 ? say['rules.none']() : list(items, say)];
}

function scoreSection({ score }: PullRequest, say: Messages): string[] {
  const title = `### ${say['score.title']()}`;
  if (score.survivors.length === 0) return [title, shareOf(score, say)];
  return [
    title,
    shareOf(score, say),
    list(
      score.survivors.map((id) => say['score.survivor']({ id: codeSpan(id) })),
      say,
    ),
  ];
}

const shareOf = ({ percent, noticed, total, equivalent }: PullRequest['score'], say: Messages): string =>
  say['score.share']({ percent, noticed, mutants: total - equivalent, equivalent });
