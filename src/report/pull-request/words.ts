/** What the page on a pull request says, whatever the language. */
import type { Severity } from '../../finding.ts';
import type { Cause, VerdictCounts } from '../../model/verdict-changes.ts';
import type { Family } from '../../model/rules.ts';
import type { ExampleVerdict, PullRequest } from './types.ts';

export type PullRequestWords = {
  title: string;
  stoppedTitle(n: number): string;
  /** Nothing stops it. */
  notStopped: string;
  stopped(where: string, sentence: string): string;
  /** The sources cannot be read: there is nothing to compare. */
  unread: string;
  /** One line: nothing of the format changed. */
  nothing(base: string): string;
  /** One line: only texts changed. */
  onlyTexts(n: number): string;
  /** The number that is needed after a release, if any, and the one declared. */
  numbers(release: string, asked: string | undefined, declared: string | undefined): string;
  kept: string;
  broken(n: number): string;
  undeclaredTitle(n: number): string;
  advice: string;
  changesTitle(base: string): string;
  examplesTitle: string;
  sameExamples(count: number): string;
  changedExamples(n: number, count: number): string;
  verdict: Record<ExampleVerdict, string>;
  becomes(file: string, before: string, after: string): string;
  sampleTitle: string;
  sample(files: number, counts: VerdictCounts): string;
  cause(cause: Cause, where: string, code: string): string;
  record: string;
  rulesTitle: string;
  noRules: string;
  rule(id: string, what: keyof PullRequest['rules'], kind: string, title: string): string;
  severity: Record<Severity, string>;
  family: Record<Family, string>;
  scoreTitle: string;
  score(score: PullRequest['score']): string;
  survivor(id: string): string;
  more(n: number): string;
  /** How to make the page again. */
  footer(base: string, command: string): string;
};
