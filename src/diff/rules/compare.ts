/** Rules of two Models, compared by id: what comes, goes, finds more or fewer faults, gets more or less severe. */
import type { Rule, RuleEntry } from '../../model/rules.ts';
import type { Model } from '../../model/types.ts';
import type { Nomenclatures } from '../../rules/nomenclature-names.ts';
import { parseCel } from '../../rules/cel/parse.ts';
import { print } from '../../rules/cel/print.ts';
import { CelFault } from '../../rules/cel/tree.ts';
import { appliesTo } from '../../rules/roster.ts';
import type { Change, Witness } from '../../../packages/schema-diff/src/index.ts';
import { bears, type Found, ruleChange } from './change.ts';
import { entriesOf, inNamesOf, type Reading, readingOf } from './reading.ts';
import { relate, type Relation } from './relate.ts';
import { SearchContext } from './search/ground.ts';
import { canonical } from '../../../packages/base/src/json.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import { type RuleKind, ruleReason } from './kinds.ts';
import { type Refusing, searchWitnesses, type Witnesses } from './search/search.ts';

/** `examples`: whole files that one version or the other accepts; `today`: the day on which rules that ask it are tried. */
export type RuleOptions = { examples: readonly unknown[]; nomenclatures?: Nomenclatures; today?: string };

/** A day on which all published versions are of the past, and that does not move: answers repeat. */
export const SOME_DAY = '2026-01-01';

/**
 * The changes of the rules that speak of each version; that a field has another name changes none. Only those that the format asks for, of severity error, bear on what a version
 * accepts: others have the direction that they would have, and a number of at most minor. Every witness is a whole file that both
 * versions accept but for the rule.
 */
export function compareRules(previous: Model, next: Model, { examples, nomenclatures, today = SOME_DAY }: RuleOptions): Change[] {
  const [before, after] = [rulesOf(previous), rulesOf(next)];
  let context: SearchContext | undefined;
  const evidence = new Evidence(
    () => (context ??= new SearchContext(previous, next, examples, nomenclatures ?? {}, today)),
    nomenclatures !== undefined,
  );
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort();
  return ids.flatMap((id) => {
    const [old, now] = [before.get(id), after.get(id)];
    if (old && now) return changesOf(inNamesOf(readingOf(old, previous), next), readingOf(now, next), evidence);
    if (now) return [cameOrWent('rule-added', readingOf(now, next), evidence)];
    return old ? [cameOrWent('rule-removed', readingOf(old, previous), evidence)] : [];
  });
}

const rulesOf = ({ rules, version }: Model): Map<string, Rule> =>
  new Map(rules.filter((rule) => appliesTo(rule, version)).map((rule) => [rule.id, rule]));

function cameOrWent(kind: 'rule-added' | 'rule-removed', reading: Reading, evidence: Evidence): Change {
  const { rule } = reading;
  const own = { entries: rule.on.map(bare), family: rule.family, severity: rule.severity };
  if (rule.severity !== 'error') return ruleChange(kind, rule, false, own, { direction: 'none' });
  const found = kind === 'rule-added' ? evidence.alone(undefined, reading) : evidence.alone(reading, undefined);
  return ruleChange(kind, rule, bears(rule), own, found);
}

/** The meaning of an entry, without its messages, the place of its findings, and its treatment in the national consolidation. */
const bare = (entry: RuleEntry): Record<string, unknown> =>
  entry.scope === 'fichier'
    ? { scope: entry.scope, kind: entry.kind, unique: entry.unique }
    : Object.fromEntries(
        (['scope', 'each', 'when', 'assert'] as const).filter((key) => entry[key] !== undefined).map((key) => [key, entry[key]]),
      );

function changesOf(previous: Reading, next: Reading, evidence: Evidence): Change[] {
  const relation = relate(previous, next);
  return [
    ...(relation === 'same' ? placeChange(previous.rule, next.rule) : [expressionChange(previous, next, relation, evidence)]),
    ...severityChange(previous, next, evidence),
    ...familyChange(previous, next, evidence),
    ...quietChanges(previous.rule, next.rule),
    ...reviewChange(previous.rule, next.rule),
  ];
}

function expressionChange(
  previous: Reading,
  next: Reading,
  relation: 'narrowed' | 'widened' | 'open',
  evidence: Evidence,
): Change {
  const own = { before: previous.rule.on.map(bare), after: next.rule.on.map(bare) };
  // If either side only warns, its findings refuse nothing; the change of severity describes the effect.
  const refuses = previous.rule.severity === 'error' && next.rule.severity === 'error';
  const bearing = bears(previous.rule) && bears(next.rule);
  if (!refuses) return ruleChange(KIND_OF[relation], next.rule, false, own, { direction: 'none' });
  const { kind, ...found } = evidence.between(previous, next, relation);
  return ruleChange(kind, next.rule, bearing, own, found);
}

const KIND_OF = { narrowed: 'rule-narrowed', widened: 'rule-widened', open: 'rule-changed' } as const;

function severityChange(previous: Reading, next: Reading, evidence: Evidence): Change[] {
  const [before, after] = [previous.rule.severity, next.rule.severity];
  if (before === after) return [];
  const kind = GRAVITY[after] > GRAVITY[before] ? 'rule-severity-raised' : 'rule-severity-lowered';
  const own = { before, after };
  const reported = (bearing: boolean, found: Found) => [
    ruleChange(kind, next.rule, bearing, own, found, askedBy(previous, next)),
  ];
  if (after === 'error') return reported(bears(next.rule), evidence.alone(undefined, next, true));
  if (before === 'error') return reported(bears(previous.rule), evidence.alone(previous, undefined, true));
  return reported(false, { direction: 'none' });
}

/**
 * The conditions of the rule on each side, independent of notation. For a rule that becomes an error the fingerprint covers what
 * it newly refuses, so that it does not match a change that refuses something else.
 */
const askedBy = (previous: Reading, next: Reading): Record<string, unknown> => ({
  asked: [previous, next].map(({ rule, normalised }) => (normalised ? entriesOf(normalised).map(({ text }) => text).sort() : rule.on.map(bare))), // oxfmt-ignore
});

const GRAVITY = { info: 0, warning: 1, error: 2 };

/** A rule that comes to bear on the version, or does no more, without a change of severity. Another word for what obliges refuses nothing more. */
function familyChange(previous: Reading, next: Reading, evidence: Evidence): Change[] {
  const [before, after] = [previous.rule.family, next.rule.family];
  if (before === after) return [];
  const own = { before, after };
  const same = previous.rule.severity === next.rule.severity;
  const [bore, bearsNow] = [bears(previous.rule), bears(next.rule)];
  const reported = (bearing: boolean, found: Found) => [
    ruleChange('rule-family-changed', next.rule, bearing, own, found, askedBy(previous, next)),
  ];
  if (bore && bearsNow) return reported(true, { direction: 'none' });
  if (same && bearsNow) return reported(true, evidence.alone(undefined, next, true));
  if (same && bore) return reported(true, evidence.alone(previous, undefined, true));
  return reported(false, { direction: 'none' });
}

/** Changes of a rule that do not affect what it finds. */
type Part = [name: string, of: (rule: Rule) => unknown, compared?: (rule: Rule) => unknown];

const entryPart =
  (name: 'message' | 'deviation' | 'at') =>
  ({ on }: Rule): unknown =>
    on.map((entry) => ((entry as Record<string, unknown>)[name] ?? null) as unknown).filter((value) => value !== null);

/** Deviations, whatever the white space and the quotes of their expressions. */
const deviations = ({ on }: Rule): unknown =>
  on.flatMap((entry) => {
    const deviation = entry.scope === 'fichier' ? undefined : entry.deviation;
    return deviation ? [{ ...deviation, assert: deviation.assert === undefined ? null : normalForm(deviation.assert) }] : [];
  });

function normalForm(text: string): string {
  try {
    return print(parseCel(text));
  } catch (error) {
    if (error instanceof CelFault) return text;
    throw error;
  }
}

const TEXTS: readonly Part[] = [
  ['title', ({ title }) => title],
  ['description', ({ description }) => description],
  ['remedy', ({ remedy }) => remedy],
  ['in-table', (rule) => rule['in-table'] ?? null],
  ['message', (rule) => [rule.message, entryPart('message')(rule)]],
  ['source', ({ source }) => source],
];

const GROUPS: readonly [kind: RuleKind, parts: readonly Part[]][] = [
  ['rule-text-changed', TEXTS],
  [
    'rule-consolidation-changed',
    [
      ['consolidation', ({ consolidation }) => consolidation],
      ['deviation', entryPart('deviation'), deviations],
    ],
  ],
  ['rule-versions-changed', [['since', ({ since }) => since], ['until', ({ until }) => until ?? null]]], // oxfmt-ignore
];

/** Changes of texts, of what the national consolidation does, and of the versions that the rule speaks of. */
function quietChanges(previous: Rule, next: Rule): Change[] {
  return GROUPS.flatMap(([kind, parts]) => {
    const changed = parts.filter(([, of, compared = of]) => canonical(compared(previous)) !== canonical(compared(next)));
    if (changed.length === 0) return [];
    const own = {
      parts: changed.map(([name]) => name),
      before: changed.map(([, of]) => of(previous)),
      after: changed.map(([, of]) => of(next)),
    };
    return [ruleChange(kind, next, false, own, { direction: 'none' })];
  });
}

/** Whether a person must look at what the rule finds. */
function reviewChange(previous: Rule, next: Rule): Change[] {
  const [before, after] = [previous.review === true, next.review === true];
  return before === after ? [] : [ruleChange('rule-review-changed', next, false, { before, after }, { direction: 'none' })];
}

/** The places of findings. Reported separately only if the findings did not change. */
function placeChange(previous: Rule, next: Rule): Change[] {
  const [before, after] = [entryPart('at')(previous), entryPart('at')(next)];
  return canonical(before) === canonical(after)
    ? []
    : [ruleChange('rule-place-changed', next, false, { before, after }, { direction: 'none' })];
}

/** Functions that ask a list. */
const ASKING = ['nomenclature', 'cpvExiste', 'cpvCle'];

type Between = Found & { kind: 'rule-narrowed' | 'rule-widened' | 'rule-changed' };

/** The evidence of examples for a change. Prepared only if a rule changed. */
class Evidence {
  readonly #context: () => SearchContext;
  readonly #hasLists: boolean;

  constructor(context: () => SearchContext, hasLists: boolean) {
    this.#context = context;
    this.#hasLists = hasLists;
  }

  /**
   * A rule that refuses on one side only. Without a witness nothing says that it ever finds a fault: the direction is unknown, but
   * where the rule is known to have found faults already (`proven`).
   */
  alone(previous: Reading | undefined, next: Reading | undefined, proven = false): Found {
    const direction = next ? 'narrowed' : 'widened';
    const searched = this.#search(previous, next, [direction]);
    if ('reason' in searched) return { direction: proven ? direction : 'unknown', reason: searched.reason };
    const witness = searched[direction];
    if (witness) return { direction, witnesses: [witness] };
    return { direction: proven ? direction : 'unknown', reason: ruleReason('no-record') };
  }

  /** Compares two versions of a rule. What their form proves needs no example; anything else is only reported with one. */
  between(previous: Reading, next: Reading, relation: Exclude<Relation, 'same'>): Between {
    const wanted = relation === 'open' ? (['narrowed', 'widened'] as const) : [relation];
    const searched = this.#search(previous, next, wanted);
    const reason = 'reason' in searched ? searched.reason : ruleReason('no-record');
    const { narrowed, widened }: Witnesses = 'reason' in searched ? {} : searched;
    if (relation !== 'open') return ofForm(relation, { narrowed, widened }[relation], reason);
    if (narrowed && widened) return { kind: 'rule-changed', direction: 'both', witnesses: [narrowed, widened] };
    return {
      kind: 'rule-changed',
      direction: 'unknown',
      witnesses: [narrowed, widened],
      reason: narrowed || widened ? ruleReason('one-way') : reason,
    };
  }

  #search(
    previous: Reading | undefined,
    next: Reading | undefined,
    wanted: readonly (keyof Witnesses)[],
  ): Witnesses | { reason: Texts } {
    const sides = [previous, next].filter((side) => side !== undefined);
    const [first] = sides;
    if (!first) return {};
    if (sides.some(({ checked }) => !checked)) return { reason: ruleReason('unsound') };
    if (!this.#hasLists && sides.some(({ checked }) => ASKING.some((name) => checked?.calls.has(name))))
      return { reason: ruleReason('lists') };
    return searchWitnesses(
      first.rule.id,
      { previous: refusing(previous, next), next: refusing(next, previous) },
      wanted,
      this.#context(),
    );
  }
}

function refusing(side: Reading | undefined, other: Reading | undefined): Refusing {
  if (!side?.checked) return undefined;
  return { rule: side.checked, apart: onlyIn(side, side.checked, other), model: side.model };
}

/** The entries of a rule that the other version of it does not have: the others find the same on both sides. */
function onlyIn({ normalised }: Reading, checked: CheckedRule, other: Reading | undefined): CheckedRule {
  if (!normalised || !other?.normalised) return checked;
  const shared = new Set(entriesOf(other.normalised).map(({ text }) => text));
  const own = new Set(entriesOf(normalised).flatMap(({ text, index }) => (shared.has(text) ? [] : [index])));
  return {
    ...checked,
    entries: checked.entries.filter(({ index }) => own.has(index)),
    fileEntries: checked.fileEntries.filter(({ index }) => own.has(index)),
  };
}

const ofForm = (relation: 'narrowed' | 'widened', witness: Witness | undefined, reason: Texts): Between => ({
  kind: `rule-${relation}`,
  direction: relation,
  witnesses: [witness],
  reason: witness ? undefined : reason,
});
