/** Compiled rules of one kind of record, the reference, and what makes records, laid out side by side. */
import type { RecordScope } from '../../src/model/rules.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { loadRules } from '../../src/validate/load-rules.node.ts';
import type { CompiledKind } from '../../src/rules/compiled.ts';
import { library } from '../../src/rules/library.ts';
import { RecordRules } from '../../src/rules/run.ts';
import type { Validator } from '../../src/validate/types.ts';
import { celOf } from './cel.ts';
import { difference, keyDifference, type Verdicts, verdictsOf } from './compare.ts';
import { faultsOf, runDifference } from './judged.ts';
import { Kitchen } from './random-record.ts';
import { type Reference, referenceOf } from './reference.ts';
import { secondCelOf } from './second-cel.ts';
import { Tally } from './tally.ts';
import { TODAY } from './values.ts';
import { GOLDEN } from '../support/engine.ts';

/** Random records that are kept, with what the reference says of them: a planted fault must be noticed in these. */
const FEW = 5000;

export class Bench {
  readonly #scope: RecordScope;
  readonly compiled: CompiledKind;
  readonly reference: Reference;
  readonly second: Reference;
  readonly kitchen: Kitchen;
  readonly tally: Tally;
  readonly few: { record: object; verdicts: Verdicts }[] = [];
  readonly #check: Validator;
  readonly #run: RecordRules;
  refused = 0;

  constructor(
    scope: RecordScope,
    compiled: CompiledKind,
    [reference, second]: [Reference, Reference],
    check: Validator,
    run: RecordRules,
  ) {
    this.#scope = scope;
    this.compiled = compiled;
    this.reference = reference;
    this.second = second;
    this.kitchen = new Kitchen(scope, check);
    this.tally = new Tally(reference.entries);
    this.#check = check;
    this.#run = run;
  }

  /** The same for a random record, of which something is kept. */
  compareRandom(record: object, valid: boolean): string | undefined {
    if (!valid) this.refused++;
    return this.compare(record, valid, (verdicts) => {
      this.tally.add(verdicts);
      if (this.few.length < FEW) this.few.push({ record, verdicts });
    });
  }

  /** How the two differ on a record; undefined where they agree. */
  compare(record: object, valid: boolean, note: (verdicts: Verdicts) => void = () => undefined): string | undefined {
    const { compiled, reference } = this;
    const verdicts = verdictsOf(reference, compiled, record);
    note(verdicts);
    const faults = valid || this.#check(record) ? [] : faultsOf(this.#check.errors ?? []);
    return (
      difference(compiled, record, verdicts) ??
      (valid ? keyDifference(compiled, reference, record) : undefined) ??
      runDifference(this.#run, this.#scope, reference, record, verdicts, faults)
    );
  }
}

/** All for one kind, from what the build left in `dist`. */
export async function benchOf(scope: RecordScope): Promise<Bench> {
  const { module, nomenclatures, rules } = await loadRules(GOLDEN);
  const { validators } = await loadVersion(GOLDEN);
  const functions = library(nomenclatures, TODAY);
  const compiled = module.compile(functions);
  return new Bench(
    scope,
    compiled[scope],
    [referenceOf(scope, celOf(functions)), referenceOf(scope, secondCelOf(functions))],
    validators[scope === 'marche' ? 'marche' : 'contrat-concession'],
    new RecordRules(compiled, rules, TODAY),
  );
}
