import { fnv1a } from '../../packages/base/src/fnv.ts';
import { familiesOf, isNormative, type RecordScope, type Family, type Rule, type RuleFacts } from '../model/rules.ts';
import { isBefore } from '../model/releases.ts';
import { defineLazy } from '../model/shell.ts';
import { NOMENCLATURE_NAMES, type Nomenclatures } from './nomenclature-names.ts';

type Named = { id: string; index: number };

/** The entries and keys of one kind of record, in the order in which they were compiled. */
export type Roster = Readonly<Record<RecordScope, { entries: readonly Named[]; keys: readonly Named[] }>>;

/**
 * A hash of the order of entries and keys. The WebAssembly recogniser, which is compiled separately, only takes switches with its own hash.
 * It detects other versions of the rules, not attacks.
 */
export function rosterOf(kinds: Roster): number {
  const lists = [kinds.marche.entries, kinds.marche.keys, kinds.concession.entries, kinds.concession.keys];
  const text = lists.map((list) => list.map(({ id, index }) => `${id} ${index}`).join()).join(';');
  return fnv1a(text);
}

/** Whether a rule applies to data of this version. */
export const appliesTo = ({ since, until }: Pick<Rule, 'since' | 'until'>, version: string): boolean =>
  !isBefore(version, since) && (until === undefined || !isBefore(until, version));

/** The rules of some families, without some ids, that apply to this version. One of which the word stands for several families is of each. */
export const selectRules = <R extends RuleFacts>(
  rules: readonly R[],
  version: string,
  { families, without }: { families: readonly Family[]; without: readonly string[] },
): R[] =>
  rules.filter(
    (rule) =>
      familiesOf(rule.family).some((family) => families.includes(family)) &&
      !without.includes(rule.id) &&
      appliesTo(rule, version),
  );

/** Whether a change of the rule changes what the version accepts: the format asks for what it says, and its severity is error. */
export const isVersionBearing = ({ family, severity }: Rule): boolean => isNormative(family) && severity === 'error';

const NAMES = ['cpv', ...NOMENCLATURE_NAMES];

/** The lists of `nomenclatures.json`, each parsed on first access: there are 50,000 codes, and most files need only one list. */
export function lazyLists(text: string): Nomenclatures {
  const lists: Record<string, readonly string[]> = {};
  for (const name of NAMES) defineLazy(lists, name, () => listIn(text, name));
  return lists;
}

/** Codes hold no bracket and no quote, so that a list ends at the first `]`. */
function listIn(text: string, name: string): readonly string[] {
  const start = text.indexOf(`"${name}":[`) + name.length + 3;
  return JSON.parse(text.slice(start, text.indexOf(']', start) + 1)) as string[];
}
