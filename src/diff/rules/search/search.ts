import type { RecordScope } from '../../../model/rules.ts';
import { child, valueAt, tokens } from '../../../../packages/base/src/pointer.ts';
import type { Model } from '../../../model/types.ts';
import type { CheckedRule } from '../../../rules/checked-rule.ts';
import type { Witness } from '../../../../packages/schema-diff/src/index.ts';
import { type Candidate, candidates, edited } from './candidates.ts';
import { type Ground, type Base, RuleJudge } from './ground.ts';

/** Records of each kind that one search looks at. Each takes some microseconds. */
const RECORDS = 20_000;

/** A version of the rule that refuses: undefined where the rule is not there, or only warns. `apart`: its entries that the other has not. */
export type Refusing = { rule: CheckedRule; apart: CheckedRule; model: Model } | undefined;

type Sides<T> = { previous: T; next: T };

/** `narrowed`: accepted by previous alone, because of this rule; `widened`: by next alone. */
export type Witnesses = { narrowed?: Witness; widened?: Witness };
type Way = keyof Witnesses;

/** Looks for files that one version of a rule refuses and the other does not, all other things accepted by both. */
export function searchWitnesses(id: string, sides: Sides<Refusing>, wanted: readonly Way[], ground: Ground): Witnesses {
  const search = new Search(id, sides, ground);
  const found: Witnesses = {};
  for (const scope of ['marche', 'concession'] as const) search.run(scope, wanted, found);
  return found;
}

class Search {
  readonly #id: string;
  readonly #ground: Ground;
  readonly #apart: readonly CheckedRule[];
  readonly #models: readonly Model[];
  readonly #whole: Sides<RuleJudge | undefined>;
  readonly #glance: Sides<RuleJudge | undefined>;

  constructor(id: string, { previous, next }: Sides<Refusing>, ground: Ground) {
    const judgeOf = (side: Refusing, part: 'rule' | 'apart') =>
      side && new RuleJudge([side[part]], side.model, ground.functions, ground.today);
    const there = [previous, next].filter((side) => side !== undefined);
    this.#id = id;
    this.#ground = ground;
    this.#apart = there.map(({ apart }) => apart);
    this.#models = there.map(({ model }) => model);
    this.#whole = { previous: judgeOf(previous, 'rule'), next: judgeOf(next, 'rule') };
    this.#glance = { previous: judgeOf(previous, 'apart'), next: judgeOf(next, 'apart') };
  }

  run(scope: RecordScope, wanted: readonly Way[], found: Witnesses): void {
    if (!this.#apart.some((rule) => speaksOf(rule, scope))) return;
    let left = RECORDS;
    for (const candidate of candidates(scope, this.#apart, this.#models, this.#ground)) {
      if (wanted.every((way) => found[way]) || left-- <= 0) return;
      for (const way of wanted) {
        const witness = found[way] ? undefined : this.#witness(candidate, way);
        if (witness) found[way] = witness;
      }
    }
  }

  #witness({ base, record }: Candidate, way: Way): Witness | undefined {
    const pair = this.#apart.some(({ fileEntries }) => fileEntries.length > 0) ? [base.record] : [];
    if (pair.length === 0 && !this.#tells(base.scope, record, way)) return undefined;
    for (const file of filesWith(base, [...pair, record])) {
      if (!this.#isWitness(file, way)) continue;
      const small = this.#smaller(file, `${base.list}/${pair.length}`, way);
      const at = sidesOf(this.#whole, way).refusing?.inFile(small) ?? '';
      return { accepted: way === 'narrowed' ? 'previous' : 'next', instance: small, at, fragment: valueAt(small, at) };
    }
    return undefined;
  }

  /** At a glance, before whole rules and the schemas are asked: what both sides have finds the same on both. */
  #tells(scope: RecordScope, record: unknown, way: Way): boolean {
    const { refusing, other } = sidesOf(this.#glance, way);
    return refusing?.inRecord(scope, record) !== undefined && other?.inRecord(scope, record) === undefined;
  }

  #isWitness(file: unknown, way: Way): boolean {
    const { refusing, other } = sidesOf(this.#whole, way);
    if (refusing?.inFile(file) === undefined || other?.inFile(file) !== undefined) return false;
    return (['previous', 'next'] as const).every((side) => this.#ground.accepts(side, file, this.#id));
  }

  /** What the record does not need is left out. */
  #smaller(file: unknown, pointer: string, way: Way): unknown {
    let small = file;
    for (const name of Object.keys(valueAt(file, pointer) as object)) {
      const without = edited(small, { at: child(pointer, name).slice(1).split('/'), drop: true });
      if (this.#isWitness(without, way)) small = without;
    }
    return small;
  }
}

const speaksOf = ({ entries, fileEntries }: CheckedRule, of: RecordScope): boolean =>
  entries.some(({ scope }) => scope === of) || fileEntries.some(({ kind }) => kind === of);

/** What narrows is refused by next, what widens by previous. */
const sidesOf = ({ previous, next }: Sides<RuleJudge | undefined>, way: Way) =>
  way === 'narrowed' ? { refusing: next, other: previous } : { refusing: previous, other: next };

/** Files that hold these records and no other: as small as can be, then as the example was. The records stand first in their list. */
function filesWith({ file, list }: Base, records: readonly unknown[]): unknown[] {
  const way = tokens(list);
  const small = way.reduceRight<unknown>((inside, name) => ({ [name]: inside }), records);
  return [small, edited(file, { at: way, value: records })];
}
