import type { Severity } from '../finding.ts';
import { type Consolidation, type RecordScope, RULE_FAMILIES } from '../model/rules.ts';
import type { Texts } from '../model/types.ts';

// The data of `decp explain`: explanations of codes, beyond the messages of findings.

/** Why a check exists, how to fix what it finds, and where it comes from. Whole sentences, whatever the data. */
type Explanation = { why: Texts; fix: Texts; source: Texts };

/** The part of a code before its dot (`schema`, `syntax`, …); rules are under their family. In display order. */
export const GROUPS = [
  'schema',
  'structure',
  'package',
  'table',
  'rules',
  'convert',
  'migrate',
  'ocds',
  'syntax',
  'xml',
  'encoding',
  'input',
  'output',
  ...RULE_FAMILIES,
] as const;
export type Group = (typeof GROUPS)[number];

/**
 * An excerpt of an invalid example, and the same excerpt fixed (for a rule: the same place in the most similar valid example).
 * Both are JSON in which `…` replaces omitted parts. `file`: path in the repository; `place`: JSON Pointer of the excerpt in it.
 */
export type Example = { file: string; version: string; place: string; invalid: string; valid?: string };

/** Facts about a rule only. `notes`: what a source says exactly, or how the national consolidation differs. */
export type RuleFacts = {
  consolidation: Consolidation;
  scopes: RecordScope[];
  since: string;
  until?: string;
  notes: Texts[];
  /** Why a fault in a modification, an act or yearly data does not lose the contract; absent where it does. */
  loss?: Texts;
};

/** All that `decp explain` says of one code, as the build writes it to `dist/explain.json`. */
export type Explained = Explanation & {
  code: string;
  group: Group;
  severity: Severity;
  /** A person must look at what it finds before the file is published. */
  review?: true;
  title: Texts;
  rule?: RuleFacts;
  example?: Example;
};
