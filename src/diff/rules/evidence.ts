import type { Texts } from '../../../packages/base/src/language.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import type { Witness } from '../../../packages/schema-diff/src/index.ts';
import type { Found } from './change.ts';
import { REASONS } from './kinds.ts';
import { entriesOf, type Reading } from './reading.ts';
import type { Relation } from './relate.ts';
import type { Ground } from './search/ground.ts';
import { type Refusing, searchWitnesses, type Witnesses } from './search/search.ts';

/** Functions that ask a list. */
const ASKING = ['nomenclature', 'cpvExiste', 'cpvCle'];

type Between = Found & { kind: 'rule-narrowed' | 'rule-widened' | 'rule-changed' };

/** What examples show of a change. They are only made ready when a rule changed. */
export class Evidence {
  readonly #ground: () => Ground;
  readonly #hasLists: boolean;

  constructor(ground: () => Ground, hasLists: boolean) {
    this.#ground = ground;
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
    return { direction: proven ? direction : 'unknown', reason: REASONS['no-record'] };
  }

  /** Two versions of a rule. What their form proves needs no example to be said; what it does not prove is not said without one. */
  between(previous: Reading, next: Reading, relation: Exclude<Relation, 'same'>): Between {
    const wanted = relation === 'open' ? (['narrowed', 'widened'] as const) : [relation];
    const searched = this.#search(previous, next, wanted);
    const reason = 'reason' in searched ? searched.reason : REASONS['no-record'];
    const { narrowed, widened }: Witnesses = 'reason' in searched ? {} : searched;
    if (relation !== 'open') return ofForm(relation, { narrowed, widened }[relation], reason);
    if (narrowed && widened) return { kind: 'rule-changed', direction: 'both', witnesses: [narrowed, widened] };
    return {
      kind: 'rule-changed',
      direction: 'unknown',
      witnesses: [narrowed, widened],
      reason: narrowed || widened ? REASONS['one-way'] : reason,
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
    if (sides.some(({ checked }) => !checked)) return { reason: REASONS.unsound };
    if (!this.#hasLists && sides.some(({ checked }) => ASKING.some((name) => checked?.calls.has(name))))
      return { reason: REASONS.lists };
    return searchWitnesses(
      first.rule.id,
      { previous: refusing(previous, next), next: refusing(next, previous) },
      wanted,
      this.#ground(),
    );
  }
}

function refusing(side: Reading | undefined, other: Reading | undefined): Refusing {
  if (!side?.checked) return undefined;
  return { rule: side.checked, apart: onlyIn(side, side.checked, other), model: side.model };
}

/** The entries of a rule that the other version of it does not have: the others find the same on both sides. */
function onlyIn({ said }: Reading, checked: CheckedRule, other: Reading | undefined): CheckedRule {
  if (!said || !other?.said) return checked;
  const shared = new Set(entriesOf(other.said).map(({ text }) => text));
  const own = new Set(entriesOf(said).flatMap(({ text, index }) => (shared.has(text) ? [] : [index])));
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
