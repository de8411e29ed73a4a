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
import { GOLDEN } from '../support/engine.ts';

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
    const strict = (await loadVersion(GOLDEN)).validators[kind];
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
  const { module, nomenclatures, rules } = await loadRules(GOLDEN);
  return new RecordRules(
    module.compile(library(nomenclatures, TODAY)),
    selectRules(rules, version, { families, without }),
    TODAY,
  );
}

/** `wrong`: how what WebAssembly knows is not so. `lost`: it does not judge a record whose values it has, though it could. */
export type Outcome = { lost: boolean; wrong: string | undefined };

/**
 * What JavaScript says of a record: `hits` are rule and place, in the first items of lists, of all that is found; `judged`: whether WebAssembly is to
 * know it.
 */
export type Expected = {
  hits: string[];
  national: string[];
  judged: boolean;
  notEvaluated: string[];
  keys: (FileKey['values'] | 'record')[];
};

export function expectedOf(run: RecordRules, scope: RecordScope, record: Bag): Expected {
  const { hits, tooLong, national, notEvaluated, keys } = run.judge(scope, record, []);
  return {
    hits: hits.map(({ rule, pointer }) => `${rule.id} ${pointer.replaceAll(/\/\d+(?=\/|$)/g, '/0')}`).sort(),
    national: national.map(({ id }) => id).sort(),
    judged: !tooLong && notEvaluated.every(({ consolidation }) => consolidation !== 'drop'),
    notEvaluated: notEvaluated.map(({ id }) => id),
    keys: keys.map((key) => key.values ?? 'record'),
  };
}

export function outcomeOf(machine: RuleMachine, scope: RecordScope, record: Bag, expected: Expected): Outcome {
  const { judged, notEvaluated, keys } = expected;
  const reported = machine.judge(scope, record);
  if (!reported.sure || !reported.judged) return { lost: judged && reported.sure, wrong: undefined };
  if (!judged) return { lost: false, wrong: `judged by WebAssembly, not to be: ${JSON.stringify(expected)}` };
  for (const list of ['hits', 'national'] as const)
    if (reported[list].join() !== expected[list].join())
      return { lost: false, wrong: `${list} ${reported[list].join()} instead of ${expected[list].join()}` };
  if (reported.missed !== notEvaluated.length)
    return { lost: false, wrong: `${reported.missed} rules not evaluated instead of ${notEvaluated.length}` };
  return { lost: false, wrong: differentKeys(machine.keys(scope), keys) };
}

function differentKeys(reported: readonly unknown[], keys: Expected['keys']): string | undefined {
  const found = JSON.stringify(reported.map((key) => key ?? 'record'));
  return found === JSON.stringify(keys) ? undefined : `keys ${found} instead of ${JSON.stringify(keys)}`;
}
