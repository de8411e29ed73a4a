/** Business rules as data: one YAML file a rule, `schema/<version>/rules/<id>.yaml`. Their expressions are CEL; `src/rules` checks and compiles them. */
import type { RecordKind } from './kinds.ts';
import type { Severity } from '../finding.ts';
import type { Texts } from '../../packages/base/src/language.ts';

/**
 * What obliges. `droit`: a text of law asks for it; `documentation`: the documentation published with the format does; `agregateur`: the national
 * consolidation drops or marks the record; `qualite`: an opinion.
 */
export const FAMILIES = ['droit', 'documentation', 'agregateur', 'qualite'] as const;
export type Family = (typeof FAMILIES)[number];

/** The words of versions that are published, which keep them, and the families that each stands for without telling them apart. */
export const FORMER_FAMILIES = ['reglementaire'] as const;
export type FormerFamily = (typeof FORMER_FAMILIES)[number];
const FORMER: Readonly<Record<FormerFamily, readonly Family[]>> = { reglementaire: ['droit', 'documentation'] };

/** The family of a rule as its file says it. */
export type RuleFamily = Family | FormerFamily;
export const RULE_FAMILIES: readonly RuleFamily[] = [...FORMER_FAMILIES, ...FAMILIES];

const isFormer = (word: string): word is FormerFamily => Object.hasOwn(FORMER, word);

/** The families that a word stands for. */
export const familiesOf = (word: RuleFamily): readonly Family[] => (isFormer(word) ? FORMER[word] : [word]);

/** Whether a rule of this family says what the format asks for, and not what a program does or what we think. */
export const isNormative = (word: RuleFamily): boolean =>
  familiesOf(word).every((family) => family === 'droit' || family === 'documentation');

/** Families that were asked for, in the words of a version whose rules are these. */
export const inWordsOf = (families: readonly Family[], rules: readonly Pick<Rule, 'family'>[]): RuleFamily[] => [
  ...new Set(
    families.map(
      (family) =>
        FORMER_FAMILIES.find((word) => familiesOf(word).includes(family) && rules.some((rule) => rule.family === word)) ?? family,
    ),
  ),
];

/** The rules to run, as programs ask for them: all, none, or some, by words as the option `--rules` has them. */
export type WantedRules = boolean | readonly (RuleFamily | `-${string}`)[];

/** Families of rules to run, and ids of rules to leave out. */
export type RuleWords = { families: readonly Family[]; without: readonly string[] };

const isFamily = (name: string): name is RuleFamily => RULE_FAMILIES.some((family) => family === name);

/**
 * Reads families, a former word for those that it stands for, and `-<id>` for a rule to leave out; where only these are given, all families are run.
 * Undefined for any other word.
 */
export function ruleWords(words: readonly string[]): RuleWords | undefined {
  const without = words.filter((word) => /^-[a-z0-9-]+$/.test(word)).map((word) => word.slice(1));
  const named = words.filter(isFamily);
  if (without.length + named.length < words.length) return undefined;
  return { families: named.length > 0 ? [...new Set(named.flatMap(familiesOf))] : FAMILIES, without };
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

/**
 * What a fault costs where contracts are gathered: the whole record, as where nothing is said, or no more than the modification, the act or the yearly data that it is in. `reason`:
 * CommonMark.
 */
type Loss = { scope: 'record' | 'element'; reason: Texts };

/** The lists of a record that grow after it was first published, in all versions: their items are the elements that a fault may be kept to. */
export const ELEMENT_LISTS = [
  'modifications',
  'actesSousTraitance',
  'modificationsActesSousTraitance',
  'donneesExecution',
] as const;

/** What chooses among rules. */
export type RuleFacts = Pick<Rule, 'id' | 'severity' | 'family' | 'consolidation' | 'since' | 'until'>;

export type Rule = {
  id: string;
  severity: Severity;
  family: RuleFamily;
  consolidation: Consolidation;
  /** Of an error. */
  loss?: Loss;
  /** Of a rule that is no error: a person must look at what it finds before the file is published. */
  review?: true;
  /** What it finds may stop the program of the national consolidation, which the forecast then replays. */
  halts?: true;
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
