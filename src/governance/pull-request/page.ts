/**
 * The report on a proposal, on one page: Markdown that a forge shows as a comment, the same for the same changes, so that it can be
 * replaced in place. It says nothing of what was not measured.
 */
import { type Decision, isDeclared } from '../../diff/decision.ts';
import type { Bump } from '../../../packages/schema-diff/src/index.ts';
import { REPORT } from '../../../packages/schema-diff/src/report.ts';
import { exceeds, following } from '../errata/decide.ts';
import { isDeprecation, sectionOf } from '../../report/diff/types.ts';
import { dayIn } from '../checks/deprecations.ts';
import { codeSpan, markdownSafe } from '../../report/markdown-safe.ts';
import { approvalOf, APPROVALS, isAddition } from './approval.ts';
import { changesSection } from './changes-section.ts';
import { basisChanges, unreadTexts } from './legal-basis.ts';
import { hasNewStructure } from './new-objects.ts';
import { editLine, sourcesSection } from './sources-section.ts';
import { PageSpace } from './space.ts';
import type { PullRequest } from './types.ts';
import { PULL_REQUEST } from '../../messages/compiled/pull-request.ts';
import type { Messages } from '../../messages/compiled/pull-request.types.ts';
import type { Cause } from '../../model/impact.ts';
import type { Lang } from '../../../packages/base/src/language.ts';

/** The first line of the page: a comment that begins so is the one to replace. */
export const MARKER = '<!-- decp-report -->';

/** Bytes of the lists of a page. A comment on GitHub contains 65,536 characters at most, and a longer page is not shown. */
const LARGEST = 50_000;

export function pullRequestPage(it: PullRequest, { lang }: { lang: Lang }): string {
  const say = PULL_REQUEST[lang];
  const space = new PageSpace(LARGEST);
  const stopped = stoppedSection(it, say, lang, space);
  const { parts, rest } = changesSection(it, say, lang, space);
  return pageOf(it, say, [
    verdict(it, say, lang),
    facts(it, say)
      .map((fact) => `- ${fact}`)
      .join('\n'),
    ...stopped,
    ...basisSection(it, say, space),
    ...parts,
    ...effects(it, say, space),
    ...sourcesSection({ ...it, sources: rest }, say, space),
  ]);
}

/** The page on a proposal whose format cannot be read: only what stops it. */
export function unreadPage(it: Pick<PullRequest, 'base' | 'refusals'>, { lang }: { lang: Lang }): string {
  const say = PULL_REQUEST[lang];
  const stopped = stoppedSection(it, say, lang, new PageSpace(LARGEST));
  return pageOf(it, say, [`**${say['verdict.stopped']({ count: it.refusals.length })}**`, ...stopped, say['stopped.unread']()]);
}

function pageOf({ base }: Pick<PullRequest, 'base'>, say: Messages, sections: readonly string[]): string {
  const footer = say.footer({ base: codeSpan(base, 80), command: codeSpan(`npx decp report --base ${base}`) });
  return `${[MARKER, `## ${say.title()}`, ...sections, `<sub>${footer}</sub>`].join('\n\n')}\n`;
}

/** Whether the proposal can be accepted, then what it changes. */
function verdict({ base, change, refusals }: PullRequest, say: Messages, lang: Lang): string {
  const answer = refusals.length > 0 ? say['verdict.stopped']({ count: refusals.length }) : say['verdict.nothing-stops']();
  return `**${answer}** ${changeSentence({ base, change }, say, lang)}`;
}

function changeSentence({ base, change }: Pick<PullRequest, 'base' | 'change'>, say: Messages, lang: Lang): string {
  const { changes, relation } = change.diff;
  const names = { previous: codeSpan(base, 80), next: codeSpan(change.next.name, 80) };
  if (relation !== 'equivalent') return `${REPORT[lang].relation({ ...names, relation })}.`;
  if (changes.length === 0) return say['summary.nothing']({ base: names.previous });
  const sections = new Set(changes.map(sectionOf));
  const deprecations = changes.filter(({ kind }) => kind.endsWith('-deprecated')).length;
  if (deprecations > 0) return say['summary.deprecations']({ count: deprecations });
  return sections.size === 1 && sections.has('texts')
    ? say['summary.only-texts']({ count: changes.length })
    : `${REPORT[lang].relation({ ...names, relation })}.`;
}

/** The number, what it takes to be accepted, and what was measured, each in one line. */
function facts(it: PullRequest, say: Messages): string[] {
  const { examples, sample, score, federation } = it;
  const { records, files } = sample;
  return [
    say['fact.number']({ number: numberSentence(it, say) }),
    ...approval(it, say),
    say['fact.examples']({ changed: examples.changed.length, count: examples.count, percent: score.percent }),
    ...it.judging.map(({ id, versions }) => say['fact.judging']({ id: codeSpan(id), versions: [...versions] })),
    say['fact.sample']({ judged: records.judged, files, refused: records.newlyRefused, accepted: records.newlyAccepted }),
    ...(federation ? [federationFact(federation, say)] : []),
    ...(it.change.diff.changes.some(isAddition) ? [say['fact.consolidation']()] : []),
    ...deprecationDays(it, say),
  ];
}

/** Until when what is deprecated stays accepted, as the edited descriptions say: GOVERNANCE.md asks for a year, or for the text that sets the day. */
function deprecationDays({ change, sources }: PullRequest, say: Messages): string[] {
  if (!change.diff.changes.some((one) => isDeprecation(one) && one.kind.endsWith('-deprecated'))) return [];
  const written = sources.flatMap(({ changes }) => changes.flatMap((one) => (one.kind === 'changed' ? [one.after] : [])));
  const days = new Set(written.flatMap((text) => (typeof text === 'string' ? (dayIn(text) ?? []) : [])));
  return [...days].map((day) => say['fact.until']({ day }));
}

function numberSentence({ change, sources, gate: { previous, decision } }: PullRequest, say: Messages): string {
  const { version, numbers } = decision;
  const asked = version === numbers.previous ? undefined : version;
  const kept = isDeclared(decision) ? say['number.kept']() : `**${say['number.broken']({ count: decision.undeclared.length })}**`;
  // The texts of fields and codes hold for all versions, and are in none.
  const isOutside =
    sources.length > 0 &&
    sources.every(({ path }) => !path.startsWith('schema/next/') && !path.startsWith('schema/nomenclatures/'));
  const alone = numberAlone(isOutside ? 'none' : change.diff.bump, decision);
  return `${say.number({ release: codeSpan(previous.name), asked, alone, declared: numbers.next })} ${kept}`;
}

/** The number that a proposal would need by itself after the newest release, `none` for that of the release. Undefined where all changes since need no more. */
const numberAlone = (bump: Bump, { required, numbers: { previous } }: Decision): string | undefined =>
  previous === undefined || !exceeds(required, bump) ? undefined : bump === 'none' ? bump : following(previous, bump);

/** Who accepts, after how many days, and whether a written proposition and a candidate are needed. */
function approval(it: PullRequest, say: Messages): string[] {
  const kind = approvalOf(it);
  if (kind === undefined) return [];
  const { who, days, candidate } = APPROVALS[kind];
  const isNew = it.sides !== undefined && hasNewStructure(it.sides);
  const found = it.propositions.map(({ file, state }) =>
    say['proposition.found']({ file: codeSpan(file), state: markdownSafe(state) }),
  );
  const isNeeded = who === 'two-after-proposition' || isNew;
  const proposition = found.length > 0 || !isNeeded ? found : [say['proposition.missing']()];
  return [
    say['fact.approval']({
      kind: say['approval.kind']({ kind }),
      who: say['approval.who']({ who }),
      days: say['approval.days']({ days, delay: say['approval.delay']({ days, candidate }) }),
    }),
    ...(proposition.length > 0 ? [say['fact.proposition']({ propositions: proposition })] : []),
    ...(kind === 'break' ? [say['fact.deprecation']()] : []),
  ];
}

function federationFact(measured: NonNullable<PullRequest['federation']>, say: Messages): string {
  const { federation, from, measured: day, records } = measured;
  return say['fact.federation']({
    ...{ snapshot: codeSpan(federation.snapshot, 80), from: codeSpan(from), day },
    ...{ changing: records.newlyRefused + records.newlyAccepted, judged: records.judged },
    ...{ sampled: federation.sampled, contracts: federation.contracts },
  });
}

function stoppedSection({ refusals }: Pick<PullRequest, 'refusals'>, say: Messages, lang: Lang, space: PageSpace): string[] {
  if (refusals.length === 0) return [];
  const items = refusals.map(
    (refusal) => `- ${say['stopped.one']({ where: codeSpan(refusal.where), sentence: markdownSafe(refusal[lang]) })}`,
  );
  return [`### ${say['stopped.title']({ count: refusals.length })}`, space.list(items, (count) => `- ${say.more({ count })}`)];
}

/** The texts that are cited in the place of others. */
function basisSection({ sources }: Pick<PullRequest, 'sources'>, say: Messages, space: PageSpace): string[] {
  const changes = basisChanges(sources);
  if (changes.length === 0) return [];
  const items = [
    ...changes.map(({ path, change }) => `- ${codeSpan(path)} ${editLine(change, say)}`),
    ...unreadTexts(sources).map((id) => `- ${say['basis.unread']({ id: codeSpan(id) })}`),
  ];
  return [`### ${say['basis.title']({ count: changes.length })}`, space.list(items, (count) => `- ${say.more({ count })}`)];
}

/** What is judged otherwise, item by item, folded: examples, invented contracts, contracts of the federation. */
function effects({ examples, sample, federation }: PullRequest, say: Messages, space: PageSpace): string[] {
  const folded = (title: string, items: readonly string[]): string[] =>
    items.length === 0
      ? []
      : [
          `<details><summary>${title}</summary>`,
          space.list(
            items.map((item) => `- ${item}`),
            (count) => `- ${say.more({ count })}`,
          ),
          '</details>',
        ];
  const causes = (all: readonly Cause[]): string[] =>
    all.filter(({ changing }) => changing > 0).map((one) => causeItem(one, say));
  return [
    ...folded(
      say['examples.title']({ count: examples.changed.length }),
      examples.changed.map(({ file, before, after }) => say['examples.becomes']({ file: codeSpan(file), before, after })),
    ),
    ...folded(say['sample.title'](), causes(sample.causes)),
    ...(federation ? folded(say['federation.title'](), [...bySource(federation, say), ...causes(federation.causes)]) : []),
  ];
}

/** The sources of a snapshot whose contracts are judged otherwise, those with the most first. */
const bySource = ({ files }: NonNullable<PullRequest['federation']>, say: Messages): string[] =>
  files
    .map(({ name, records }) => ({ ...records, name, changing: records.newlyRefused + records.newlyAccepted }))
    .filter(({ changing }) => changing > 0)
    .toSorted((a, b) => b.changing - a.changing)
    .map(({ name, ...records }) => say['federation.source']({ name: codeSpan(name, 80), ...records }));

const causeItem = (cause: Cause, say: Messages): string =>
  say['sample.cause']({ ...cause, where: cause.path === '' ? '' : codeSpan(cause.path), code: codeSpan(cause.code) });
