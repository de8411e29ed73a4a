/** What witnesses are looked for on: two versions, the records of the examples, and what judges them. */
import type { RecordScope } from '../../../model/rules.ts';
import { canonical } from '../../../../packages/base/src/json.ts';
import type { Model } from '../../../model/types.ts';
import { type LibraryFunctions, library } from '../../../rules/library.ts';
import type { Nomenclatures } from '../../../rules/nomenclature-names.ts';
import { accepts } from '../../../validate/interpret.ts';
import { bearingRules } from '../bearing.ts';
import { type Placed, recordsOf, RuleJudge } from './judge.ts';

export type Base = Placed & { file: unknown };
type SideName = 'previous' | 'next';

export class Ground {
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

  /** Whether a version accepts a whole file, one of its rules apart. */
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

/** Every record of the examples once, small ones first. */
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
