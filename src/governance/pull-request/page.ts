/** The page on a pull request: Markdown that a forge shows as a comment, the same for the same changes, so that it can be replaced in place. */
import { isDeclared } from '../../diff/decision.ts';
import { changeBlocks, markdownPage, changeItem } from '../../report/diff/markdown.ts';
import { DIFF_WORDS } from '../../report/diff/languages.ts';
import { sectionOf } from '../../report/diff/types.ts';
import { codeSpan, markdownSafe } from '../../report/markdown-safe.ts';
import { sizeOf, sourcesSection } from './sources-section.ts';
import type { PullRequest } from './types.ts';
import { PULL_REQUEST_FR, type PullRequestWords } from './words.ts';
import type { Cause } from '../../model/impact.ts';
import { type Lang, en } from '../../../packages/base/src/language.ts';
import type { ExampleCounts } from './source-changes.ts';

/** The page on a pull request in English. */
const inExamples = ({ concerned, following }: ExampleCounts): string => {
  const had = `; ${en.count(concerned, 'example', 'examples')} had it`;
  if (concerned === 0) return had;
  if (following < concerned) return `${had}, ${en.number(following)} followed`;
  return `${had}, ${concerned === 1 ? 'and followed' : 'and all followed'}`;
};

const contracts = (n: number): string => en.count(n, 'contract', 'contracts');

const PULL_REQUEST_EN: PullRequestWords = {
  title: 'What this proposal changes',
  stoppedTitle: (n) => `What stops this proposal (${en.number(n)})`,
  notStopped: 'Nothing stops this proposal.',
  stopped: (where, sentence) => `${where}: ${sentence}`,
  unread: 'The rest of the report waits: the format, as it is proposed, cannot be read.',
  nothing: (base) => `The format has not changed since ${base}.`,
  onlyTexts: (n) =>
    n === 1
      ? 'Only one text changes: no data is judged otherwise.'
      : `Only texts change (${en.number(n)}): no data is judged otherwise.`,
  numbers: (release, asked, declared) =>
    `Against the published version ${release}: ${asked === undefined ? 'no new number needed' : `number needed ${asked}`}${declared === undefined ? '' : `, declared ${declared}`}.`,
  kept: 'What this number promises is kept.',
  broken: (n) =>
    n === 0
      ? 'What this number promises is not kept.'
      : `What this number promises is not kept: ${en.count(n, 'change is', 'changes are')} not declared.`,
  undeclaredTitle: (n) => `To be declared (${en.count(n, 'change', 'changes')})`,
  advice:
    'Undo the change, or declare the number needed in `schema/releases.json`; if what is lost was wrong already and rare, add an erratum: see “to declare an erratum” in `CONTRIBUTING.en.md`.',
  changesTitle: (base) => `Changes since ${base}`,
  sourcesTitle: (n) => (n === 1 ? 'The file edited' : `The ${en.number(n)} files edited`),
  line: (n) => `line ${n}`,
  root: 'the list',
  colon: ': ',
  before: 'before',
  after: 'now',
  added: (where) => `added, ${where}`,
  removed: (where) => `removed, ${where}`,
  renamed: (where, before, after, { echoes = 0, examples }) =>
    `${where === '' ? '' : `${where}: `}${before} renamed ${after}${echoes === 0 ? '' : `, as in ${en.count(echoes, 'other place', 'other places')} of the sources`}${examples === undefined ? '' : inExamples(examples)}`,
  follows: (where) => `${where}, which cites a constant that changes`,
  fileIs: { added: 'new', removed: 'removed' },
  renamedFile: (from) => `${from} before`,
  unreadFile: 'cannot be read, nor compared place by place',
  tooLong: 'too long to be shown here',
  moreSources: (n, command) =>
    `${en.count(n, 'other change is', 'other changes are')} too long for this page. To see all: ${command}`,
  examplesTitle: 'Examples judged otherwise',
  sameExamples: (count) => `None of the ${en.number(count)} examples is judged otherwise.`,
  changedExamples: (n, count) => `${en.count(n, 'example is', 'examples are')} judged otherwise, of ${en.number(count)}:`,
  verdict: { accepted: 'accepted', refused: 'refused', unreadable: 'unreadable' },
  becomes: (file, before, after) => `${file}: ${before} before, ${after} now`,
  sampleTitle: 'Sample data',
  sample: (files, { judged, newlyRefused, newlyAccepted }) =>
    newlyRefused + newlyAccepted === 0
      ? `None of the ${contracts(judged)} of ${en.count(files, 'invented file', 'invented files')} of the repository is judged otherwise.`
      : `Of ${contracts(judged)} of ${en.count(files, 'invented file', 'invented files')} of the repository, ${en.count(newlyRefused, 'is now refused', 'are now refused')} and ${en.count(newlyAccepted, 'is now accepted', 'are now accepted')}:`,
  cause: ({ effect, records, changing }, where, code) =>
    `${where}: ${code}, a finding that is ${effect === 'new' ? 'new' : 'gone'} in ${contracts(records)}, of which ${en.number(changing)} ${changing === 1 ? 'is' : 'are'} judged otherwise`,
  record: '(the contract itself)',
  rulesTitle: 'Rules',
  noRules: 'No rule changes.',
  rule: (id, what, kind, title) => `${id} ${what} (${kind}): ${title}`,
  severity: { error: 'error', warning: 'warning', info: 'information' },
  family: { reglementaire: 'regulatory', agregateur: 'consolidation', qualite: 'quality' },
  scoreTitle: 'Mutation score',
  score: ({ percent, noticed, total, equivalent }) =>
    `${en.number(percent)}%: the examples notice ${en.number(noticed)} of ${en.number(total - equivalent)} ways to break the format${equivalent > 0 ? `, besides ${en.count(equivalent, 'way that changes', 'ways that change')} nothing` : ''}.`,
  survivor: (id) => `no example notices ${id}`,
  more: (n) => `and ${en.count(n, 'other', 'others')}`,
  footer: (base, command) => `Compared with ${base}. To make this page again: ${command}`,
};

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

/** What a pull request does to examples, sample data, rules and the mutation score. */
const SHOWN = 30;

/** The first items as a list, and how many more there are. */
function list(items: readonly string[], words: PullRequestWords): string {
  const rest = items.length - SHOWN;
  return [...items.slice(0, SHOWN), ...(rest > 0 ? [words.more(rest)] : [])].map((item) => `- ${item}`).join('\n');
}

function stoppedSection({ refusals }: Pick<PullRequest, 'refusals'>, words: PullRequestWords, lang: Lang): string[] {
  if (refusals.length === 0) return [words.notStopped];
  const items = refusals.map((refusal) => words.stopped(codeSpan(refusal.where), markdownSafe(refusal[lang])));
  return [`### ${words.stoppedTitle(refusals.length)}`, list(items, words)];
}

function examplesSection({ examples }: PullRequest, words: PullRequestWords): string[] {
  const { count, changed } = examples;
  if (changed.length === 0) return [`### ${words.examplesTitle}`, words.sameExamples(count)];
  const items = changed.map(({ file, before, after }) =>
    words.becomes(codeSpan(file), words.verdict[before], words.verdict[after]),
  );
  return [`### ${words.examplesTitle}`, words.changedExamples(changed.length, count), list(items, words)];
}

function sampleSection({ sample }: PullRequest, words: PullRequestWords): string[] {
  const { files, records, causes } = sample;
  const title = `### ${words.sampleTitle}`;
  if (records.newlyAccepted + records.newlyRefused === 0) return [title, words.sample(files, records)];
  const items = causes.filter(({ changing }) => changing > 0).map((cause) => causeItem(cause, words));
  return [title, words.sample(files, records), list(items, words)];
}

const causeItem = (cause: Cause, words: PullRequestWords): string =>
  words.cause(cause, cause.path === '' ? words.record : codeSpan(cause.path), codeSpan(cause.code));

function rulesSection({ rules }: PullRequest, words: PullRequestWords, lang: Lang): string[] {
  const items = (['added', 'removed', 'changed'] as const).flatMap((what) =>
    rules[what].map(({ id, severity, family, title }) =>
      words.rule(codeSpan(id), what, `${words.severity[severity]}, ${words.family[family]}`, markdownSafe(title[lang])),
    ),
  );
  return [`### ${words.rulesTitle}`, items.length === 0 ? words.noRules : list(items, words)];
}

function scoreSection({ score }: PullRequest, words: PullRequestWords): string[] {
  const title = `### ${words.scoreTitle}`;
  if (score.survivors.length === 0) return [title, words.score(score)];
  return [
    title,
    words.score(score),
    list(
      score.survivors.map((id) => words.survivor(codeSpan(id))),
      words,
    ),
  ];
}
