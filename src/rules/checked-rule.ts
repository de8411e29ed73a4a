import type { Rule, RecordScope } from '../model/rules.ts';
import type { Texts } from '../model/types.ts';
import type { Checked } from './cel/check.ts';
import type { Expr } from './cel/tree.ts';
import type { Step } from './path.ts';

// A rule whose expressions were checked against the schema: what the compiler takes.

/** What the national consolidation holds instead, of the first items only where `first` is there. */
export type CheckedDeviation = { assert: Expr; first: number | undefined };

export type CheckedEntry = {
  scope: RecordScope;
  index: number;
  each: Step[];
  when: Expr | undefined;
  assert: Expr;
  at: string;
  deviation: CheckedDeviation | undefined;
  types: Checked['types'];
  /** Paths of the fields that must be well typed for the rule to run, what they go through included. */
  fields: string[];
  /** Those, among them, of which more is asked: a date must be a day of the calendar, a list not be too long. */
  strict: string[];
  /** The work grows with the square of the length of a list. */
  quadratic: boolean;
};

export type CheckedFileEntry = {
  scope: 'fichier';
  kind: RecordScope;
  index: number;
  /** Undefined where the whole record is the key. */
  key: Expr[] | undefined;
  types: Checked['types'];
  fields: string[];
  strict: string[];
};

export type CheckedRule = { rule: Rule; entries: CheckedEntry[]; fileEntries: CheckedFileEntry[]; calls: Set<string> };

/** What is wrong with a rule: `pointer` leads to the key of its file. */
export type RuleFault = { pointer: string; texts: Texts };

/** Items of a list beyond which rules whose work grows with its square are not run: a hostile list would keep them busy for minutes. */
export const LONG = 1000;
