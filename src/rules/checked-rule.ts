import type { Rule, RecordScope } from '../model/rules.ts';
import type { Model, Texts } from '../model/types.ts';
import type { Checked } from './cel/check.ts';
import type { Expr } from './cel/tree.ts';
import type { Step } from './path.ts';

// Rules whose expressions have been checked against the schema: the input of the compiler.

/** What the national consolidation checks instead of `assert`, on the `first` items only where that is given. */
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
  /** Paths of the fields that must be of their type for the rule to run, their parents included. */
  fields: string[];
  /** Those of them with a further condition: a date must exist, a list must not be too long. */
  strict: string[];
  /** Run time grows with the square of the length of a list. */
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

/** `of`: the Model whose names and types its expressions have. */
export type CheckedRule = { rule: Rule; of: Model; entries: CheckedEntry[]; fileEntries: CheckedFileEntry[]; calls: Set<string> };

/** A fault in a rule; `pointer` is a JSON Pointer in its file. */
export type RuleFault = { pointer: string; texts: Texts };

/** Items of a list beyond which quadratic rules are not run: on a hostile list they would run for minutes. */
export const LONG = 1000;
