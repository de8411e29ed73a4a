/** What two judges that share no line say of the answers to the cases and to random pairs: Ajv, and @hyperjump/json-schema. */
import { afterAll, describe, expect, test, vi } from 'vitest';
import { contain } from '../../packages/schema-diff/src/containment/contain.ts';
import { Random } from '../fidelity/random.ts';
import { NIGHT } from '../support/tier.ts';
import { type Case, FAMILIES, FAMILIES_OF_TWO_JUDGES, type Question, questionsOf, readFamily } from './cases.ts';
import { type Fault, FAULTS } from './faults.ts';
import { Instances, SMALL } from './generate-instances.ts';
import { ALL_DIALECTS, pairOf } from './generate-schemas.ts';
import { judgesOf } from './judge.ts';
import { type Accepts, secondJudge } from './second-judge.ts';

type Pair = Omit<Question, 'title' | 'verdict'>;
type Judge = { name: 'ajv' | 'hyperjump'; of: (pair: Pair) => Promise<[Accepts, Accepts]> };

const AJV: Judge = { name: 'ajv', of: (pair) => Promise.resolve(judgesOf(pair)) };

const HYPERJUMP: Judge = {
  name: 'hyperjump',
  of: async ({ from, to, dialect, formatAssertion }) => [
    await secondJudge(from, dialect, formatAssertion),
    await secondJudge(to, dialect, formatAssertion),
  ],
};

const JUDGES = [AJV, HYPERJUMP];

// Hyperjump writes to the console why a text is no host name.
const quiet = vi.spyOn(console, 'log').mockImplementation(() => undefined);
afterAll(() => quiet.mockRestore());

/** Instances along both schemas, and small ones, that are tried for each yes. */
const [GUIDED, PLAIN] = NIGHT ? [150, 75] : [30, 15];

/** Ajv takes long for each schema, and the engine has asked it for each witness: it is asked of one case in so many by day. */
const EACH_OF_AJV = 4;

function* instancesOf({ from, to }: Pair, seed: string): Generator {
  const random = new Random('two judges', seed);
  const guided = new Instances([from, to], random);
  for (let i = 0; i < GUIDED; i++) yield guided.next();
  for (let i = 0; i < PLAIN; i++) yield random.pick(SMALL);
}

/** What a judge has against an answer; undefined where it has nothing. */
function objection(
  [from, to]: readonly [Accepts, Accepts],
  question: Question,
  more: readonly unknown[] = [],
): string | undefined {
  const separates = (instance: unknown): boolean => from(instance) && !to(instance);
  if (question.verdict === 'unknown') return undefined;
  if (question.verdict === 'no') return separates(question.witness) ? undefined : 'does not confirm the witness';
  const instances = function* (): Generator {
    yield* more;
    yield* instancesOf(question, question.title);
  };
  for (const instance of instances()) if (separates(instance)) return `separates ${JSON.stringify(instance)}`;
  return undefined;
}

/** What a judge has against both answers of a case. */
async function objectionsTo(judge: Judge, one: Case, more: readonly unknown[] = []): Promise<string[]> {
  const [there, back] = questionsOf(one);
  try {
    const [previous, next] = await judge.of(there);
    const said = [objection([previous, next], there, more), objection([next, previous], back, more)];
    return said.filter((reason) => reason !== undefined);
  } catch (error) {
    return [`throws ${String(error)}`];
  }
}

/** Witnesses of the family, among which those of a wrong yes would be. */
const witnessesOf = (cases: readonly Case[]): unknown[] =>
  cases.flatMap(({ witnesses = {} }) => Object.values(witnesses)).filter((_, i) => NIGHT || i % 5 === 0);

async function objections(judge: Judge, family: string): Promise<string[]> {
  const { cases } = readFamily(family);
  const found: string[] = [];
  for (const one of cases.filter((_, i) => judge === HYPERJUMP || NIGHT || i % EACH_OF_AJV === 0)) {
    const against = await objectionsTo(judge, one, witnessesOf(cases));
    const fault = one.judges?.[judge.name];
    if (fault !== undefined && !isKnown(judge, fault)) found.push(`${one.name}: names a fault that is not known, ${fault}`);
    if (fault === undefined) found.push(...against.map((reason) => `${one.name}: ${judge.name} ${reason}`));
    else if (against.length === 0) found.push(`${one.name}: ${judge.name} has nothing against it, and is said to err`);
  }
  return found;
}

const isKnown = (judge: Judge, fault: string): boolean => FAULTS.some((one) => one.judge === judge.name && one.name === fault);

describe.each(FAMILIES_OF_TWO_JUDGES)('the cases of %s', (family) => {
  test.each(JUDGES)('are confirmed by $name, save where it is known to err', async (judge) => {
    expect(await objections(judge, family)).toEqual([]);
  });
});

test.each(FAMILIES)('the cases of %s are confirmed by a second judge', async (family) => {
  expect(await objections(HYPERJUMP, family)).toEqual([]);
});

test('the cases of two judges are at least 300 pairs, under names of their own', () => {
  const all = FAMILIES_OF_TWO_JUDGES.flatMap((family) => readFamily(family).cases);
  expect(all.length).toBeGreaterThanOrEqual(300);
  const texts = all.map(({ name, judges: _, open: __, ...pair }) => JSON.stringify(pair));
  expect(texts.filter((text, i) => texts.indexOf(text) < i)).toEqual([]);
  const names = [...all, ...FAMILIES.flatMap((family) => readFamily(family).cases)].map(({ name }) => name);
  expect(names.filter((name, i) => names.indexOf(name) < i)).toEqual([]);
});

describe('a judge objects to', () => {
  const planted: Case = {
    name: 'planted',
    previous: { $ref: '#/$defs/a', $defs: { a: { type: 'string' } } },
    next: { maxLength: 3 },
    backward: 'yes',
    forward: 'no',
    witnesses: { forward: 1 },
  };

  test.each(JUDGES)('a wrong yes ($name)', async (judge) => {
    expect(await objectionsTo(judge, planted, ['aaaa'])).toEqual(['separates "aaaa"']);
  });

  test.each(JUDGES)('a witness that is none ($name)', async (judge) => {
    const wrong: Case = { ...planted, backward: 'no', witnesses: { backward: 'aaa', forward: 1 } };
    expect(await objectionsTo(judge, wrong)).toEqual(['does not confirm the witness']);
  });
});

const says = async (judge: Judge, { schema, dialect, instance }: Fault): Promise<boolean | string> => {
  try {
    return (await judge.of({ from: schema, to: schema, dialect, formatAssertion: false }))[0](instance);
  } catch (error) {
    return String(error);
  }
};

test.each(FAULTS)('$judge still errs: $name', async (fault) => {
  const [own, other] = fault.judge === 'ajv' ? JUDGES : [...JUDGES].reverse();
  expect(await says(own as Judge, fault)).not.toBe(fault.right);
  if (fault.shared) expect(await says(other as Judge, fault)).not.toBe(fault.right);
  else expect(await says(other as Judge, fault)).toBe(fault.right);
});

/** Random pairs of which the answers are held before the second judge. */
const DRAWN = NIGHT ? 400 : 80;

test('a second judge has nothing against the answers about random pairs', async () => {
  const random = new Random('second judge');
  const against: string[] = [];
  const asked = { yes: 0, no: 0 };
  for (let i = 0; i < DRAWN; i++) {
    const { previous, next, dialect } = pairOf(random.next(), random.pick(ALL_DIALECTS));
    if (hasContainsOf2019(dialect, previous, next)) continue;
    const { backward, forward } = contain(previous, next, { dialect });
    for (const { verdict } of [backward, forward]) if (verdict !== 'unknown') asked[verdict]++;
    const witnesses = {
      ...(backward.verdict === 'no' && { backward: backward.witness }),
      ...(forward.verdict === 'no' && { forward: forward.witness }),
    };
    const one = { name: `drawn ${i}`, previous, next, dialect, backward: backward.verdict, forward: forward.verdict, witnesses };
    const said = await objectionsTo(HYPERJUMP, one);
    if (said.length > 0) against.push(`${said.join()}: ${JSON.stringify(one)}`);
  }
  expect(against).toEqual([]);
  expect(Math.min(asked.yes, asked.no)).toBeGreaterThan(DRAWN / 5);
});

/** The fault `contains-evaluates`. */
const hasContainsOf2019 = (dialect: string, ...schemas: unknown[]): boolean =>
  dialect === '2019-09' && /"contains"/.test(JSON.stringify(schemas)) && /"unevaluatedItems"/.test(JSON.stringify(schemas));
