import type { Severity } from '../finding.ts';
import { type Consolidation, FAMILIES, type RecordScope } from '../model/rules.ts';
import type { Texts } from '../model/types.ts';

// The shapes of `decp explain`: what is said of a code, beyond the message that a finding carries.

/** Why a check exists, how to fix what it finds, and where it comes from. Whole sentences, whatever the data. */
type Explanation = { why: Texts; fix: Texts; source: Texts };

/** `schema`, `syntax`, …: the part of a code before its dot; rules stand under their family. In the order of lists. */
export const GROUPS = [
  'schema',
  'structure',
  'package',
  'table',
  'rules',
  'convert',
  'syntax',
  'xml',
  'encoding',
  'input',
  'output',
  ...FAMILIES,
] as const;
export type Group = (typeof GROUPS)[number];

/**
 * An excerpt of an example of the référentiel that is refused, and the same when fixed (for a rule: the same place of the
 * valid example nearest to it). Both are JSON where `…` stands for
 * what is left out. `file` is a path in the repository, `place` the JSON Pointer of the excerpt in it.
 */
export type Example = { file: string; version: string; place: string; invalid: string; valid?: string };

/** What is only said of a rule. `notes`: what a source says exactly, or where the national consolidation differs. */
export type RuleFacts = {
  consolidation: Consolidation;
  scopes: RecordScope[];
  since: string;
  until?: string;
  notes: Texts[];
};

/** All that `decp explain` says of one code, as the build writes it to `dist/explain.json`. */
export type Explained = Explanation & {
  code: string;
  group: Group;
  severity: Severity;
  title: Texts;
  rule?: RuleFacts;
  example?: Example;
};
