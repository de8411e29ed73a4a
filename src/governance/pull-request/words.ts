/** What the page on a pull request says, whatever the language. */
import type { Severity } from '../../finding.ts';
import type { Cause, VerdictCounts } from '../../model/impact.ts';
import type { Family } from '../../model/rules.ts';
import type { ExampleCounts } from './source-changes.ts';
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
  sourcesTitle(n: number): string;
  line(n: number): string;
  /** A file itself, where it is a list. */
  root: string;
  /** What comes between a place and its values. */
  colon: string;
  before: string;
  after: string;
  added(where: string): string;
  removed(where: string): string;
  renamed(where: string, before: string, after: string, counts: { echoes?: number; examples?: ExampleCounts }): string;
  /** A text that cites a constant that changed. */
  follows(where: string): string;
  fileIs: Record<'added' | 'removed', string>;
  renamedFile(from: string): string;
  unreadFile: string;
  /** An object for whose whole there is no room. */
  tooLong: string;
  moreSources(n: number, command: string): string;
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
