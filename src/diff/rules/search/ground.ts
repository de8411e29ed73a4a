import { canonical } from '../../../../packages/base/src/json.ts';
import type { Model } from '../../../model/types.ts';
import { type LibraryFunctions, library } from '../../../rules/library.ts';
import type { Nomenclatures } from '../../../rules/nomenclature-names.ts';
import { accepts } from '../../../validate/interpret.ts';
import { bearingRules } from '../change.ts';
import type { RecordKind } from '../../../model/kinds.ts';
import { valueAt } from '../../../../packages/base/src/pointer.ts';
import { type RecordScope, SCOPES } from '../../../model/rules.ts';
import { kindOf } from '../../../read/record.ts';
import type { CheckedRule } from '../../../rules/checked-rule.ts';
import { interpretRules } from '../../../rules/interpret/rules.ts';
import { RecordRules } from '../../../rules/run.ts';

export type Base = Placed & { file: unknown };
type SideName = 'previous' | 'next';

export class SearchContext {
  readonly functions: LibraryFunctions;
  readonly bases: Record<RecordScope, Base[]>;
  readonly today: string;
  readonly #sides: Record<SideName, { model: Model; bearing: Map<string, RuleJudge> }>;

  constructor(previous: Model, next: Model, examples: readonly unknown[], nomenclatures: Nomenclatures, today: string) {
    this.functions = library(nomenclatures, today);
    this.today = today;
    this.#sides = { previous: this.#side(previous), next: this.#side(next) };
    this.bases = { marche: [], concession: [] };
    for (const base of basesOf(previous, next, examples)) this.bases[base.scope].push(base);
  }

  /** Whether a version accepts a whole file, leaving out the rule `but`. */
  accepts(side: SideName, file: unknown, but: string): boolean {
    const { model, bearing } = this.#sides[side];
    const { schema, unicodePatterns } = model;
    return (
      accepts(schema, schema, file, { unicodePatterns }) &&
      [...bearing].every(([id, judge]) => id === but || judge.inFile(file) === undefined)
    );
  }

  #side(model: Model): { model: Model; bearing: Map<string, RuleJudge> } {
    const bearing = bearingRules(model).map((checked): [string, RuleJudge] => [
      checked.rule.id,
      new RuleJudge([checked], model, this.functions, this.today),
    ]);
    return { model, bearing: new Map(bearing) };
  }
}

/** The distinct records of the examples, smallest first. */
function basesOf(previous: Model, next: Model, examples: readonly unknown[]): Base[] {
  const found = new Map<string, Base>();
  for (const file of examples)
    for (const model of [next, previous])
      for (const placed of recordsOf(file, model)) {
        const key = `${placed.list} ${canonical(placed.record)}`;
        if (!found.has(key)) found.set(key, { ...placed, file });
      }
  return [...found].sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)).map(([, base]) => base);
}

/** A record with its place in a file. */
type Placed = { list: string; index: number; kind: RecordKind; scope: RecordScope; record: unknown };

/** The records of a file, in the lists of a version. */
function recordsOf(file: unknown, { lists }: Model): Placed[] {
  return lists.flatMap(({ path, kinds }) => {
    const list = valueAt(file, path);
    if (!Array.isArray(list)) return [];
    return list.map((record: unknown, index) => {
      const kind = kinds.length > 1 ? kindOf(record) : (kinds[0] ?? 'marche');
      return { list: path, index, kind, scope: SCOPES[kind], record };
    });
  });
}

/** Evaluates some rules of one version on a record or a whole file. A rule that cannot be evaluated gives no finding. */
export class RuleJudge {
  readonly #model: Model;
  readonly #rules: RecordRules;

  constructor(rules: readonly CheckedRule[], model: Model, functions: LibraryFunctions, today: string) {
    this.#model = model;
    const data = rules.map(({ rule }) => rule);
    this.#rules = new RecordRules(interpretRules(rules, model, functions), data, today);
  }

  /** The pointer, in the record, of the first finding, or undefined. */
  inRecord(scope: RecordScope, record: unknown): string | undefined {
    return this.#rules.judge(scope, record, []).hits[0]?.pointer;
  }

  /** The pointer, in the file, of the first finding, or undefined. */
  inFile(file: unknown): string | undefined {
    const seen = new Set<string>();
    for (const { scope, record, list, index } of recordsOf(file, this.#model)) {
      const { hits, keys } = this.#rules.judge(scope, record, []);
      const [hit] = hits;
      if (hit) return `${list}/${index}${hit.pointer}`;
      for (const { place, values } of keys) {
        const key = canonical([scope, place, values ?? record]);
        if (seen.has(key)) return `${list}/${index}`;
        seen.add(key);
      }
    }
    return undefined;
  }
}
