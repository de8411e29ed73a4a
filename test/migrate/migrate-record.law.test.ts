import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RECORD_KINDS, type RecordKind } from '../../src/model/kinds.ts';
import { isObject } from '../../packages/base/src/json.ts';
import { child } from '../../packages/base/src/pointer.ts';
import { ADDITIONS } from '../../src/migrate/migrate-record.ts';
import { loadModelOf, loadVersion } from '../../src/validate/registry.node.ts';
import { VERSIONS } from '../support/engine.ts';
import { FAULTS, withFaults } from '../support/faults.ts';
import { type MigratedRecord, migratorOf, type Migrator, saidOf } from '../support/migrated.ts';
import { lawFaults, type Migrated, type RawSchema } from '../support/migration-law.ts';
import { PLANTS } from '../support/planted.ts';
import { independentJudge, type IndependentJudge } from '../support/independent-judge.ts';
import { recordArbitrary } from '../support/records.ts';
import { draws } from '../support/tier.ts';

const RUNS = { numRuns: draws(300, 4_000) };
const FEW = { numRuns: draws(60, 600) };
/** Of each pair of versions, of which there are many: what a step does wrong shows in every pair that it is part of. */
const OF_PAIR = { numRuns: draws(12, 150) };

const models = new Map(await Promise.all(VERSIONS.map(async (version) => [version, await loadModelOf(version)] as const)));
const modelOf = (version: string) => models.get(version) ?? expect.fail(version);

/** Every pair of versions with a way from the one to the other. */
const PAIRS = VERSIONS.flatMap((from) => VERSIONS.map((to) => [from, to] as const)).filter(
  ([from, to]) => VERSIONS.indexOf(from) <= VERSIONS.indexOf(to) || !to.startsWith('1.') || from.startsWith('1.'),
);
const NEIGHBOURS = PAIRS.filter(([from, to]) => Math.abs(VERSIONS.indexOf(from) - VERSIONS.indexOf(to)) === 1);

const migrators = new Map<string, Migrator>();
for (const [from, to] of PAIRS) migrators.set(`${from} ${to}`, await migratorOf(from, to));
const migrator = (from: string, to: string): Migrator => migrators.get(`${from} ${to}`) ?? expect.fail(`${from} ${to}`);

const judges = new Map(VERSIONS.map((version) => [version, independentJudge(modelOf(version))] as const));
const judgeOf = (version: string): IndependentJudge => judges.get(version) ?? expect.fail(version);

/** The place that an error names; none of what is no error. */
const placeOf = ({ code, severity, path, params: { property } }: MigratedRecord['judged'][number]): string[] => {
  if (severity !== undefined) return [];
  const isNamed = code === 'schema.required' || code === 'migrate.no-source';
  return [isNamed && typeof property === 'string' ? child(path, property) : path];
};

type Case = { kind: RecordKind; record: Record<string, unknown> };

/** To make the generator of a version takes longer than to draw from it. */
const validOf = new Map(
  VERSIONS.map((version): [string, fc.Arbitrary<Case>] => {
    const kinds = RECORD_KINDS.map((kind) => recordArbitrary(modelOf(version), kind).map((record) => ({ kind, record })));
    return [version, fc.oneof(...kinds)];
  }),
);
const valid = (version: string): fc.Arbitrary<Case> => validOf.get(version) ?? expect.fail(version);

/** A record with faults: names that no version defines, values of other shapes, names of other versions. */
const faulty = (version: string): fc.Arbitrary<Case> =>
  fc.tuple(valid(version), FAULTS).map(([{ kind, record }, faults]) => ({ kind, record: withFaults(record, faults) }));

const migratedOf = ({ kind, record }: Case, result: MigratedRecord): Migrated => ({
  ...{ kind, before: record, after: result.record, findings: saidOf(result) },
});

/** What breaks the law of migrations. */
const faultsIn = (from: string, to: string, migrated: Migrated): string[] => {
  const [older, newer, ...way] = [from, to, ...between(from, to)].map((one) => modelOf(one).schema as unknown as RawSchema);
  return older && newer ? lawFaults(migrated, older, newer, way) : expect.fail(show(from, to));
};

const faultsOf = (from: string, to: string, one: Case, result: MigratedRecord): string[] =>
  faultsIn(from, to, migratedOf(one, result));

/** The versions on the way from one to another, in its order. */
function between(from: string, to: string): string[] {
  const on = VERSIONS.filter((by) => by !== from && by !== to && isBetween(from, by, to));
  return VERSIONS.indexOf(from) < VERSIONS.indexOf(to) ? on : on.reverse();
}

const show = (from: string, to: string): string => `${from} → ${to}`;

describe.each(PAIRS.map(([from, to]) => ({ from, to, way: show(from, to) })))('$way', ({ from, to }) => {
  test('every value of a record is at its place in the one that comes out, or named with its level; none is invented', () => {
    fc.assert(
      fc.property(valid(from), (one) => {
        expect(faultsOf(from, to, one, migrator(from, to).migrate(one.kind, one.record))).toEqual([]);
      }),
      OF_PAIR,
    );
  });

  test('the same of a record with faults, which is left unchanged itself', () => {
    fc.assert(
      fc.property(faulty(from), (one) => {
        const before = JSON.stringify(one.record);
        const result = migrator(from, to).migrate(one.kind, one.record);
        expect(faultsOf(from, to, one, result)).toEqual([]);
        expect(JSON.stringify(one.record)).toBe(before);
        expect(JSON.stringify(migrator(from, to).migrate(one.kind, one.record))).toBe(JSON.stringify(result));
      }),
      OF_PAIR,
    );
  });

  test('what Ajv refuses of the record that comes out, by the schema of its version, is what the findings name, place by place', () => {
    fc.assert(
      fc.property(fc.oneof(valid(from), faulty(from)), ({ kind, record }) => {
        const result = migrator(from, to).migrate(kind, record);
        const refused = judgeOf(to)[kind](result.record);
        expect(result.valid).toBe(refused.length === 0);
        expect([...new Set(result.judged.flatMap(placeOf))].sort()).toEqual([...new Set(refused)].sort());
      }),
      OF_PAIR,
    );
  });

  test('a record that Ajv accepts comes out so that Ajv accepts it, or a finding says what keeps it from that', () => {
    fc.assert(
      fc.property(valid(from), ({ kind, record }) => {
        fc.pre(judgeOf(from)[kind](record).length === 0);
        const result = migrator(from, to).migrate(kind, record);
        if (judgeOf(to)[kind](result.record).length > 0) expect(result.judged.flatMap(placeOf)).not.toEqual([]);
      }),
      OF_PAIR,
    );
  });
});

describe('silent changes of any record are caught', () => {
  const ANY = fc
    .constantFrom(...PAIRS)
    .chain(([from, to]) =>
      faulty(from).map((one) => ({ from, to, one, result: migrator(from, to).migrate(one.kind, one.record) })),
    );

  test.each(PLANTS)('%s', (_, plant) => {
    fc.assert(
      fc.property(ANY, fc.nat(), ({ from, to, one, result }, at) => {
        const planted = plant(migratedOf(one, result), at);
        fc.pre(planted !== undefined);
        expect(faultsIn(from, to, planted)).not.toEqual([]);
      }),
      { numRuns: draws(200, 4_000) },
    );
  });
});

describe('a file of the version already', () => {
  test.each(VERSIONS)('%s: a record comes out as the same object, without a finding of the way', (version) => {
    fc.assert(
      fc.property(faulty(version), ({ kind, record }) => {
        const { record: after, told } = migrator(version, version).migrate(kind, record);
        expect(after).toBe(record);
        expect(told).toEqual([]);
      }),
      FEW,
    );
  });

  test.each(['2.0.2', '2.0.3', '2.1.0'])(
    'a record valid in %s is not touched by the steps that lead there from 2.0.1',
    async (to) => {
      const { validators } = await loadVersion(to);
      fc.assert(
        fc.property(valid(to), ({ kind, record }) => {
          fc.pre(validators[kind](record));
          expect(migrator('2.0.1', to).migrate(kind, record)).toMatchObject({ record, told: [], judged: [] });
        }),
        FEW,
      );
    },
  );
});

test('any JSON value at all goes through every way', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PAIRS), fc.constantFrom(...RECORD_KINDS), fc.jsonValue(), ([from, to], kind, value) => {
      const { record } = migrator(from, to).migrate(kind, value);
      expect(JSON.stringify(record)).toBeTypeOf('string');
    }),
    RUNS,
  );
});

test('the way by a version in between gives the same record and the same findings', () => {
  const triples = PAIRS.flatMap(([from, to]) =>
    VERSIONS.filter((by) => migrators.has(`${from} ${by}`) && migrators.has(`${by} ${to}`) && isBetween(from, by, to)).map(
      (by) => [from, by, to] as const,
    ),
  );
  /** Cases in which both ways say something and none of it is filtered. */
  let whole = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...triples).chain(([from, by, to]) => faulty(from).map((one) => ({ from, by, to, ...one }))),
      ({ from, by, to, kind, record }) => {
        const straight = migrator(from, to).migrate(kind, record);
        const first = migrator(from, by).migrate(kind, record);
        const second = migrator(by, to).migrate(kind, first.record);
        expect(second.record).toEqual(straight.record);
        const places = (told: MigratedRecord['told']): Place[] =>
          told.map(({ code, field, path, there }) => ({ code, field, path, there }));
        const onward = ({ there, ...one }: Place): Place => ({
          ...one,
          there: there === undefined ? there : second.destination(there),
        });
        const back = ({ path, ...one }: Place): Place => ({ ...one, path: first.origin(path) });
        // What the second way says of a value that the first one made or changed is in what the first one says.
        const known = new Set(first.told.flatMap(({ there }) => there ?? []));
        const further = second.told.filter(({ code, path }) => ADDITIONS.has(code) || !known.has(path));
        const both = [...places(first.told).map(onward), ...places(further).map(back)];
        // An empty value that the first way leaves out and the second one writes again is what it was: the straight way says nothing of it.
        const memberOf = ({ code, field = '', path }: Place): string =>
          `${field} ${code === 'migrate.absence' ? path.slice(0, path.lastIndexOf('/')) : path}`;
        const membersOf = (code: string) => new Set(both.filter((one) => one.code === code).map(memberOf));
        const [absent, filled] = [membersOf('migrate.absence'), membersOf('migrate.filled')];
        const isReturned = (one: Place): boolean =>
          ['migrate.absence', 'migrate.filled'].includes(one.code) && absent.has(memberOf(one)) && filled.has(memberOf(one));
        // Nor of an empty value that the first way adds and the second one leaves out: neither record has it.
        const isNothing = ({ code, there }: Place): boolean => code === 'migrate.filled' && there === undefined;
        const left = both.filter((one) => !isNothing(one) && !isReturned(one));
        expect(left).toEqual(places(straight.told));
        if (first.told.length > 0 && second.told.length > 0 && left.length === first.told.length + second.told.length) whole++;
      },
    ),
    RUNS,
  );
  expect(whole).toBeGreaterThan(0);
});

type Place = { code: string; field: string | undefined; path: string; there: string | undefined };

test('the field that a finding names is the one at the place that it names', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PAIRS).chain(([from, to]) => faulty(from).map((one) => ({ from, to, ...one }))),
      ({ from, to, kind, record }) => {
        for (const { params, there } of migrator(from, to).migrate(kind, record).told)
          if (typeof params['field'] === 'string' && there !== undefined)
            expect(there.replace(/(\/[0-9]+)+$/, '').endsWith(`/${params['field']}`)).toBe(true);
      },
    ),
    RUNS,
  );
});

function isBetween(from: string, by: string, to: string): boolean {
  const [a, b, c] = [from, by, to].map((version) => VERSIONS.indexOf(version)) as [number, number, number];
  return (a <= b && b <= c) || (a >= b && b >= c);
}

describe('there and back', () => {
  const ways = NEIGHBOURS.filter(([from, to]) => migrators.has(`${to} ${from}`));
  test.each(ways.map(([from, to]) => ({ from, to, way: show(from, to) })))(
    '$way: a record of which nothing is left out, merged or deduced comes back as it was, but for what both versions say by an absence',
    async ({ from, to }) => {
      const { validators } = await loadVersion(from);
      let compared = 0;
      fc.assert(
        fc.property(valid(from), ({ kind, record }) => {
          fc.pre(validators[kind](record));
          const there = migrator(from, to).migrate(kind, record);
          const back = migrator(to, from).migrate(kind, there.record);
          if ([...there.told, ...back.told].some(isOneWay)) return;
          compared++;
          expect(withoutAbsences(back.record)).toEqual(withoutAbsences(record));
        }),
        FEW,
      );
      expect(compared).toBeGreaterThan(0);
    },
  );
});

/** Whether what a finding says of a value is not undone by the way back. */
const isOneWay = ({ code, level }: MigratedRecord['told'][number]): boolean =>
  !['exact', 'equivalent'].includes(level) || ['migrate.redundant', 'migrate.merged-code', 'migrate.zone-dropped'].includes(code);

/** A value without null and empty lists, which one version says by the absence of the field. */
function withoutAbsences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsences);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, inside]) => inside !== null && !(Array.isArray(inside) && inside.length === 0));
  return Object.fromEntries(kept.map(([name, inside]) => [name, withoutAbsences(inside)]));
}

describe('what a person completes', () => {
  test('before a migration or after it gives the same record', () => {
    fc.assert(
      fc.property(valid('1.5.0'), ({ kind, record }) => {
        fc.pre(kind === 'marche');
        const after = migrator('1.5.0', '2.0.0').migrate(kind, record).record as object;
        const before = migrator('1.5.0', '2.0.0').migrate(kind, { ...record, ccag: 'Travaux', offresRecues: 3 }).record;
        expect(before).toEqual({ ...after, ccag: 'Travaux', offresRecues: 3 });
      }),
      FEW,
    );
  });
});
