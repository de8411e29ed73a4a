/** What a pull request does to examples, sample data, rules and the mutation score. */
import type { Lang } from '../../../packages/base/src/language.ts';
import type { Cause } from '../../model/verdict-changes.ts';
import { codeSpan, markdownSafe } from '../../report/markdown-safe.ts';
import type { PullRequest } from './types.ts';
import type { PullRequestWords } from './words.ts';

const SHOWN = 30;

/** The first items as a list, and how many more there are. */
function list(items: readonly string[], words: PullRequestWords): string {
  const rest = items.length - SHOWN;
  return [...items.slice(0, SHOWN), ...(rest > 0 ? [words.more(rest)] : [])].map((item) => `- ${item}`).join('\n');
}

export function stoppedSection({ refusals }: Pick<PullRequest, 'refusals'>, words: PullRequestWords, lang: Lang): string[] {
  if (refusals.length === 0) return [words.notStopped];
  const items = refusals.map((refusal) => words.stopped(codeSpan(refusal.where), markdownSafe(refusal[lang])));
  return [`### ${words.stoppedTitle(refusals.length)}`, list(items, words)];
}

export function examplesSection({ examples }: PullRequest, words: PullRequestWords): string[] {
  const { count, changed } = examples;
  if (changed.length === 0) return [`### ${words.examplesTitle}`, words.sameExamples(count)];
  const items = changed.map(({ file, before, after }) =>
    words.becomes(codeSpan(file), words.verdict[before], words.verdict[after]),
  );
  return [`### ${words.examplesTitle}`, words.changedExamples(changed.length, count), list(items, words)];
}

export function sampleSection({ sample }: PullRequest, words: PullRequestWords): string[] {
  const { files, records, causes } = sample;
  const title = `### ${words.sampleTitle}`;
  if (records.newlyAccepted + records.newlyRefused === 0) return [title, words.sample(files, records)];
  const items = causes.filter(({ changing }) => changing > 0).map((cause) => causeItem(cause, words));
  return [title, words.sample(files, records), list(items, words)];
}

const causeItem = (cause: Cause, words: PullRequestWords): string =>
  words.cause(cause, cause.path === '' ? words.record : codeSpan(cause.path), codeSpan(cause.code));

export function rulesSection({ rules }: PullRequest, words: PullRequestWords, lang: Lang): string[] {
  const items = (['added', 'removed', 'changed'] as const).flatMap((what) =>
    rules[what].map(({ id, severity, family, title }) =>
      words.rule(codeSpan(id), what, `${words.severity[severity]}, ${words.family[family]}`, markdownSafe(title[lang])),
    ),
  );
  return [`### ${words.rulesTitle}`, items.length === 0 ? words.noRules : list(items, words)];
}

export function scoreSection({ score }: PullRequest, words: PullRequestWords): string[] {
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
