/** Rules in WebAssembly beside the same rules in JavaScript, over the same records. */
import type { Family, RecordScope } from '../../src/model/rules.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { loadRules } from '../../src/validate/load-rules.node.ts';
import { library } from '../../src/rules/library.ts';
import { type FileKey, RecordRules } from '../../src/rules/run.ts';
import { selectRules } from '../../src/rules/roster.ts';
import type { Validator } from '../../src/validate/types.ts';
import { Random } from '../fidelity/random.ts';
import { sitesOf, setAt } from '../rules/base-records.ts';
import { cloned } from '../rules/cloned.ts';
import { Kitchen } from '../rules/random-record.ts';
import { TREES } from '../rules/schema-tree.ts';
import { TODAY } from '../rules/values.ts';
import type { RuleMachine } from './rule-machine.ts';

export type Bag = Record<string, unknown>;

/** What the schema of 2.0.x takes for a date, and the calendar does not. */
const NO_DAYS = ['2024-02-30', '2023-02-29', '2024-01-05T00:00:00', '2024-03-01Z', '2024-04-31', '2024-05-061'];

/** Random records that a version accepts. */
export class Records {
  readonly #kitchen: Kitchen;
  readonly #check: Validator;
  readonly #scope: RecordScope;
  readonly #random: Random;

  private constructor(kitchen: Kitchen, check: Validator, scope: RecordScope, random: Random) {
    this.#kitchen = kitchen;
    this.#check = check;
    this.#scope = scope;
    this.#random = random;
  }

  static async of(version: string, scope: RecordScope, seed: string): Promise<Records> {
    const kind = scope === 'marche' ? 'marche' : 'contrat-concession';
    const check = (await loadVersion(version)).validators[kind];
    // What changes records counts on dates that are days.
    const strict = (await loadVersion('next')).validators[kind];
    const both: Validator = (record) => check(record) && strict(record);
    return new Records(new Kitchen(scope, both), check, scope, new Random('recogniser', version, scope, seed));
  }

  get bases(): readonly Bag[] {
    return this.#kitchen.bases;
  }

  /**
   * Random records, after those that they are made of and some made by hand: firms of which only the third is one that the consolidation
   * does not take. It looks at three.
   */
  some(count: number): Bag[] {
    return [...this.bases, ...this.bases.map(withThirdOfLaPoste), ...Array.from({ length: count }, () => this.next())].filter(
      (record) => this.#check(record),
    );
  }

  /** One to three changes: most records break no rule, or one. */
  next(): Bag {
    const random = this.#random;
    const changes = Array.from({ length: 1 + random.below(3) }, () => random.next() >>> 1);
    const { record } = this.#kitchen.make({ base: random.next() >>> 1, changes, spoiled: 1 });
    return random.chance(0.05) ? this.#withoutDay(record) : record;
  }

  #withoutDay(record: Bag): Bag {
    const copy = cloned(record);
    const dates = sitesOf(copy, TREES[this.#scope]).filter(({ node }) => node.date);
    setAt(this.#random.pick(dates), this.#random.pick(NO_DAYS));
    return this.#check(copy) ? copy : record;
  }
}

/** A SIRET of La Poste is right, and has not Luhn's key. */
function withThirdOfLaPoste(record: Bag): Bag {
  const copy = cloned(record);
  for (const [list, name] of [['titulaires', 'titulaire'] as const, ['concessionnaires', 'concessionnaire'] as const]) {
    if (!Array.isArray(copy[list])) continue;
    copy[list] = ['99912345800013', '35600000000048', '35600000000010'].map((id) => ({
      [name]: { typeIdentifiant: 'SIRET', id },
    }));
  }
  if (typeof copy['typeGroupementOperateurs'] === 'string') copy['typeGroupementOperateurs'] = 'Conjoint';
  return copy;
}

/** The rules of some families that speak of a version. */
export async function chosen(
  version: string,
  families: readonly Family[],
  without: readonly string[] = [],
): Promise<RecordRules> {
  const { module, nomenclatures, rules } = await loadRules();
  return new RecordRules(
    module.compile(library(nomenclatures, TODAY)),
    selectRules(rules, version, { families, without }),
    TODAY,
  );
}

/** `wrong`: how what WebAssembly is sure of is not so. `lost`: it is not sure of a record with nothing to say, whose values it has. */
export type Outcome = { lost: boolean; wrong: string | undefined };

/** What JavaScript says of a record. */
export type Expected = { broken: string[]; clean: boolean; notEvaluated: string[]; keys: (FileKey['values'] | 'record')[] };

export function expectedOf(run: RecordRules, scope: RecordScope, record: Bag): Expected {
  const { hits, tooLong, national, notEvaluated, keys } = run.judge(scope, record, []);
  const broken = [...new Set([...hits.map(({ rule }) => rule.id), ...national.map(({ id }) => `${id} (national)`)])];
  const clean = broken.length === 0 && !tooLong && notEvaluated.every(({ consolidation }) => consolidation !== 'drop');
  const values = keys.map((key) => key.values ?? 'record');
  return { broken, clean, notEvaluated: notEvaluated.map(({ id }) => id), keys: values };
}

export function outcomeOf(machine: RuleMachine, scope: RecordScope, record: Bag, expected: Expected): Outcome {
  const { clean, notEvaluated, keys } = expected;
  const reported = machine.judge(scope, record);
  if (!reported.sure || !reported.clean) return { lost: clean && reported.sure, wrong: undefined };
  if (!clean) return { lost: false, wrong: `clean for WebAssembly, not for JavaScript: ${JSON.stringify(expected)}` };
  if (reported.missed !== notEvaluated.length)
    return { lost: false, wrong: `${reported.missed} rules not evaluated instead of ${notEvaluated.length}` };
  return { lost: false, wrong: differentKeys(machine.keys(scope), keys) };
}

function differentKeys(reported: readonly unknown[], keys: Expected['keys']): string | undefined {
  const found = JSON.stringify(reported.map((key) => key ?? 'record'));
  return found === JSON.stringify(keys) ? undefined : `keys ${found} instead of ${JSON.stringify(keys)}`;
}
