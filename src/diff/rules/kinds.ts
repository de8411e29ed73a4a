/** What is said of each kind of change of a rule. `{name}` stands for a param. */
import { KITS, type Lang, type Texts } from '../../../packages/base/src/language.ts';
import type { Severity } from '../../finding.ts';
import type { Family } from '../../model/rules.ts';

/** An operand of a comparison, reported by a text that is the same for equal operands; `value` where it is written out. */
export type Operand = { key: string; value?: string | number | boolean };

/**
 * What a condition says, in a form that is the same for conditions that differ in their writing only: `!` stands at the leaves, the
 * operands of && and || are sorted, bound variables have no names of their own. `key` is that form as a text.
 */
export type Formula = { key: string } & (
  | { op: 'true' | 'false' | 'atom' }
  | { op: 'and' | 'or'; parts: readonly Formula[] }
  | { op: 'all' | 'exists'; list: string; body: Formula }
  | { op: '<' | '<=' | '==' | '!='; left: Operand; right: Operand }
  | { op: 'in' | 'not in'; item: Operand; values: readonly (string | number | boolean)[] }
);

export type Pair = Extract<Formula, { op: '<' | '<=' | '==' | '!=' }>;
export type Member = Extract<Formula, { op: 'in' | 'not in' }>;

const RULE_KINDS = {
  'rule-added': {
    fr: 'Nouvelle règle « {title} » (gravité {severity}, famille {family}).',
    en: 'New rule “{title}” (severity {severity}, family {family}).',
  },
  'rule-removed': {
    fr: 'Règle supprimée : « {title} » (gravité {severity}, famille {family}).',
    en: 'Rule removed: “{title}” (severity {severity}, family {family}).',
  },
  'rule-narrowed': {
    fr: 'La règle « {title} » trouve maintenant plus de fautes.',
    en: 'The rule “{title}” now finds more faults.',
  },
  'rule-widened': {
    fr: 'La règle « {title} » trouve maintenant moins de fautes.',
    en: 'The rule “{title}” now finds fewer faults.',
  },
  'rule-changed': {
    fr: 'La règle « {title} » ne dit plus la même chose.',
    en: 'The rule “{title}” no longer says the same.',
  },
  'rule-severity-raised': {
    fr: 'La règle « {title} » est plus sévère : {before} devient {after}.',
    en: 'The rule “{title}” is more severe: {before} becomes {after}.',
  },
  'rule-severity-lowered': {
    fr: 'La règle « {title} » est moins sévère : {before} devient {after}.',
    en: 'The rule “{title}” is less severe: {before} becomes {after}.',
  },
  'rule-family-changed': {
    fr: 'La règle « {title} » change de famille : {before} devient {after}.',
    en: 'The rule “{title}” changes family: {before} becomes {after}.',
  },
  'rule-text-changed': {
    fr: 'Texte changé dans la règle « {title} » : {parts}.',
    en: 'Text changed in the rule “{title}”: {parts}.',
  },
  'rule-place-changed': {
    fr: "La règle « {title} » désigne maintenant un autre champ comme fautif ; ce qu'elle trouve est le même.",
    en: 'The rule “{title}” now points at another field; what it finds is the same.',
  },
  'rule-consolidation-changed': {
    fr: 'La consolidation nationale traite autrement ce que trouve la règle « {title} » : {parts}.',
    en: 'The national consolidation treats otherwise what the rule “{title}” finds: {parts}.',
  },
  'rule-versions-changed': {
    fr: "La règle « {title} » vaut pour d'autres versions : {parts}.",
    en: 'The rule “{title}” holds for other versions: {parts}.',
  },
} as const satisfies Record<string, Texts>;

export type RuleKind = keyof typeof RULE_KINDS;

const SEVERITIES: Record<Severity, Texts> = {
  error: { fr: 'erreur', en: 'error' },
  warning: { fr: 'avertissement', en: 'warning' },
  info: { fr: 'information', en: 'information' },
};

const FAMILIES: Record<Family, Texts> = {
  reglementaire: { fr: 'réglementaire', en: 'regulatory' },
  agregateur: { fr: 'agrégateur', en: 'consolidation' },
  qualite: { fr: 'qualité', en: 'quality' },
};

const PARTS: Record<string, Texts> = {
  title: { fr: 'titre', en: 'title' },
  description: { fr: 'description', en: 'description' },
  remedy: { fr: 'correction', en: 'remedy' },
  message: { fr: 'message', en: 'message' },
  source: { fr: 'source', en: 'source' },
  consolidation: { fr: 'sort du contrat', en: 'what becomes of the contract' },
  deviation: { fr: "ce qu'elle vérifie à la place", en: 'what it checks instead' },
  since: { fr: 'première version', en: 'first version' },
  until: { fr: 'dernière version', en: 'last version' },
};

const WORDS: Record<string, Texts> = { ...SEVERITIES, ...FAMILIES, ...PARTS };

/** The sentence of a change of a rule. */
export function ruleSentence(kind: RuleKind, title: Texts, params: Readonly<Record<string, unknown>>): Texts {
  const filled = (lang: Lang): string =>
    RULE_KINDS[kind][lang].replace(/\{(\w+)\}/g, (_, name: string) =>
      name === 'title' ? title[lang] : word(params[name], lang),
    );
  return { fr: filled('fr'), en: filled('en') };
}

const word = (value: unknown, lang: Lang): string =>
  Array.isArray(value) ? KITS[lang].and(value.map((one) => word(one, lang))) : (WORDS[String(value)]?.[lang] ?? String(value));

/** Why no witness, or no sure direction, is there. */
export const REASONS = {
  'no-record': {
    fr: 'aucun des contrats essayés, ni de leurs voisins, ne montre la différence alors que tout le reste est accepté par les deux versions',
    en: 'no record that was tried, and none of its neighbours, shows the difference while all else is accepted by both versions',
  },
  'one-way': {
    fr: "un contrat montre un sens du changement ; rien ne prouve ni n'exclut l'autre",
    en: 'a record shows one way of the change; nothing proves or excludes the other',
  },
  lists: {
    fr: "la règle consulte une liste externe, qui n'est pas donnée à la comparaison",
    en: 'the rule asks an external list, which the comparison is not given',
  },
  unsound: {
    fr: 'une expression de la règle ne convient pas au schéma de sa version : elle ne peut être évaluée',
    en: 'an expression of the rule does not fit the schema of its version: it cannot be evaluated',
  },
} as const satisfies Record<string, Texts>;
