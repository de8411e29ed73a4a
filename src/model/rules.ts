/** Business rules as data: one YAML file a rule, `schema/<version>/rules/<id>.yaml`. Their expressions are CEL; `src/rules` checks and compiles them. */
import type { RecordKind } from './kinds.ts';
import type { Severity } from '../finding.ts';
import type { Texts } from '../../packages/base/src/language.ts';

/** `reglementaire`: a text says so; `agregateur`: the national consolidation drops or marks the record; `qualite`: an opinion. */
export const FAMILIES = ['reglementaire', 'agregateur', 'qualite'] as const;
export type Family = (typeof FAMILIES)[number];

/** The rules to run, as programs ask for them: all, none, or some, by words as the option `--rules` has them. */
export type WantedRules = boolean | readonly (Family | `-${string}`)[];

/** Families of rules to run, and ids of rules to leave out. */
export type RuleWords = { families: readonly Family[]; without: readonly string[] };

const isFamily = (name: string): name is Family => FAMILIES.some((family) => family === name);

/** Reads families, and `-<id>` for a rule to leave out; where only these are given, all families are run. Undefined for any other word. */
export function ruleWords(words: readonly string[]): RuleWords | undefined {
  const without = words.filter((word) => /^-[a-z0-9-]+$/.test(word)).map((word) => word.slice(1));
  const families = words.filter(isFamily);
  if (without.length + families.length < words.length) return undefined;
  return { families: families.length > 0 ? families : FAMILIES, without };
}

/** What the national consolidation does with a record that breaks the rule: leaves it out, publishes it with a mark, or nothing. */
export type Consolidation = 'drop' | 'mark' | 'none';

/** The kind of record as rules name it, which is also the name of the variable that holds it in CEL. */
export type RecordScope = 'marche' | 'concession';

/** What rules call each kind of record. */
export const SCOPES: Readonly<Record<RecordKind, RecordScope>> = { marche: 'marche', 'contrat-concession': 'concession' };

/** Where the national consolidation checks something else than `assert`: another expression, or the first items only. */
type Deviation = { assert?: string; first?: number; note: Texts };

/** What must hold of a record, or of each item of one of its lists. `assert` and `when` are CEL, `at` is a JSON Pointer from the item. */
export type RecordEntry = {
  scope: RecordScope;
  each?: string;
  when?: string;
  assert: string;
  at?: string;
  message?: Texts;
  deviation?: Deviation;
};

/** Records of `kind` that must differ in the whole file: as JSON values, or by the values of some CEL expressions. */
export type FileEntry = { scope: 'fichier'; kind: RecordScope; unique: 'record' | string[]; message?: Texts };

export type RuleEntry = RecordEntry | FileEntry;

/** Takes the value of an optional field away, or the characters in it that nobody sees. The message of the rule cites the value by the name of its field. */
export type RuleFix = 'remove-value' | 'remove-invisible';

/** What chooses among rules. */
export type RuleFacts = Pick<Rule, 'id' | 'severity' | 'family' | 'consolidation' | 'since' | 'until'>;

export type Rule = {
  id: string;
  severity: Severity;
  family: Family;
  consolidation: Consolidation;
  /** Of a rule that is no error: a person must look at what it finds before the file is published. */
  review?: true;
  /** Of a rule on the whole file: ids of others that find the same fault in other words, and are not told of a record that this one finds. */
  covers?: string[];
  /** What `decp fix` does with the value that the rule finds. */
  fix?: RuleFix;
  title: Texts;
  /** Why the rule exists (CommonMark). */
  description: Texts;
  /** How to fix the data. */
  remedy: Texts;
  /** The same where the value is in a table or in the form. */
  'in-table'?: { remedy: Texts };
  /** `text` begins with an identifier of `schema/legal-texts.yaml`. */
  source: { text: string; note?: Texts };
  since: string;
  until?: string;
  on: RuleEntry[];
  /** `{path}` stands for the value of a field. */
  message: Texts;
};
