import { beforeAll, describe, expect, test } from 'vitest';
import { FAMILIES, type Rule } from '../../src/model/rules.ts';
import type { RuleHit } from '../../src/rules/run.ts';
import { allRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import type { JudgedRecord, RecordEvent } from '../../src/read/record.ts';
import { FileRules, type RulesToRun } from '../../src/validate/file-rules.ts';
import { hashValue } from '../../src/validate/hash-value.ts';
import { Random } from '../fidelity/random.ts';
import { exampleRecords } from '../rules/base-records.ts';
import { cloned } from '../rules/cloned.ts';
import { TODAY } from '../rules/values.ts';
import { usedHeap } from '../support/heap.ts';

const KIND = 'marche';
let run: RulesToRun;
let clean: Record<string, unknown>;
let faulty: Record<string, unknown>[];

const judge = (record: unknown) => run.records.judge('marche', record, []);

beforeAll(async () => {
  run = (await rulesFor('2.0.3', { ...allRules(TODAY), families: FAMILIES }))!;
  const records = exampleRecords('marche')
    .filter(({ name }) => /^[a-z].*json$/.test(name))
    .map(({ record }) => record)
    .filter((record) => typeof record['id'] === 'string' && typeof record['objet'] === 'string');
  const saysNothing = (record: unknown): boolean => {
    const { hits, national, tooLong, notEvaluated } = judge(record);
    return hits.length + national.length + notEvaluated.length === 0 && !tooLong;
  };
  clean = records.find(saysNothing)!;
  faulty = records.filter((record) => !saysNothing(record)).slice(0, 5);
});

const eventOf = (value: unknown, index: number): RecordEvent => ({
  type: 'record',
  path: `/marches/marche/${index}`,
  list: KIND,
  index,
  value,
  locate: () => undefined,
});

/** A file of records that repeat each other: clean ones with few ids, faulty ones, the same ones again. */
function someFile(random: Random): unknown[] {
  return Array.from({ length: 40 }, () => {
    if (random.chance(0.25)) return random.pick(faulty);
    return {
      ...cloned(clean),
      id: `2024-${random.below(25)}`,
      ...(random.chance(0.5) && { objet: `Travaux numéro ${random.below(2)}` }),
    };
  });
}

/** Fingerprints of the keys of a record, as a machine lays them, after some words that are not its own. */
function fingerprints(record: unknown): Uint32Array {
  const { keys } = judge(record);
  return Uint32Array.from([7, 7, 7, 7, ...keys.flatMap(({ values }) => [...hashValue(values ?? record)])]);
}

const NATIONAL = 0x8000;

/** Where the entries of marchés are, by rule and place of what they find. */
function placesOf(rule: Rule, pointer: string | undefined): number[] {
  const places = Array.from({ length: 200 }, (_, place) => place);
  const zeroed = pointer?.replaceAll(/\/\d+(?=\/|$)/g, '/0');
  return places.filter((place) => {
    const entry = run.records.entry?.('marche', place);
    return entry?.rule === rule && (zeroed === undefined ? entry.deviates : entry.pointer === zeroed);
  });
}

/** What a machine knows of a record, found by the judge in JavaScript; undefined where it would not be sure. */
function judged(record: unknown, index: number): JudgedRecord | undefined {
  const { hits, national, notEvaluated, tooLong } = judge(record);
  if (tooLong || notEvaluated.length > 0) return undefined;
  const own = hits.map(({ rule, pointer }) => placesOf(rule, pointer)[0]!);
  const others = national.filter((rule) => !hits.some((hit) => hit.rule === rule && !isDeviating(hit)));
  const log = [...own, ...others.map((rule) => placesOf(rule, undefined)[0]! | NATIONAL)];
  const hashes = fingerprints(record);
  return {
    index,
    missed: 0,
    hashes,
    at: 4,
    log: Uint16Array.from([9, ...log]),
    from: 1,
    to: 1 + log.length,
    national: NATIONAL,
    strays: [],
    lost: [],
  };
}

const isDeviating = ({ rule, pointer }: RuleHit): boolean =>
  placesOf(rule, pointer).some((place) => run.records.entry?.('marche', place)?.deviates === true);

const TOTAL = { invalid: 0, wrong: 0, toReview: 0, findings: { error: 0, warning: 0, info: 0 } };

describe('records that a machine has judged', () => {
  test('are counted as if they had been judged in JavaScript', () => {
    const random = new Random('judged records');
    const counts = { clean: 0, counted: 0, shown: 0 };
    for (let file = 0; file < 40; file++) {
      const records = someFile(random);
      const shows = random.below(3);
      const codes: string[] = [];
      const [slow, fast] = [
        new FileRules(run),
        new FileRules(run, (index, findings) => {
          if (index % 3 === shows) return false;
          codes.push(...findings.map(({ code }) => code));
          return true;
        }),
      ];
      for (const [index, record] of records.entries()) {
        const reported = slow.record(eventOf(record, index), KIND, true, []);
        const known = judged(record, index);
        if (!known || !fast.take(KIND, known)) {
          counts.shown++;
          expect(fast.record(eventOf(record, index), KIND, true, [])).toEqual(reported);
          continue;
        }
        counts[reported.length === 0 ? 'clean' : 'counted']++;
        expect(codes.splice(0).sort()).toEqual(reported.map(({ code }) => code).sort());
        const { findings, wrong, invalid } = fast.passed();
        expect(invalid).toBe(0);
        expect(wrong).toBe(Number(reported.some(({ severity }) => severity === 'error')));
        for (const severity of ['error', 'warning', 'info'] as const)
          expect(findings[severity]).toBe(reported.filter((one) => one.severity === severity).length);
      }
      expect(fast.verdict(true)).toEqual(slow.verdict(true));
    }
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(100);
  });

  test('are asked for again where a report shows one of their findings, and nothing is counted then', () => {
    const rules = new FileRules(run);
    const first = judged(clean, 0)!;
    expect(rules.take(KIND, first)).toBe(true);
    const before = rules.verdict(true);
    // Its keys come again, which is a finding.
    expect(rules.take(KIND, { ...first, index: 1, missed: 2 })).toBe(false);
    const mixed = Uint32Array.from(first.hashes, (word, i) => (i < first.hashes.length - 4 ? word + 1 : word));
    expect(rules.take(KIND, { ...first, index: 1, missed: 2, hashes: mixed })).toBe(false);
    expect(rules.verdict(true)).toEqual(before);
    expect(rules.passed()).toEqual(TOTAL);
    // Of the four words of a fingerprint the first three are kept.
    mixed[mixed.length - 2]! += 1;
    expect(rules.take(KIND, { ...first, index: 1, missed: 2, hashes: mixed })).toBe(true);
    expect(rules.verdict(true).notEvaluated).toBe(before.notEvaluated + 2);
  });

  test('with a key that the schema refuses are left out by the consolidation; one that a rule reads keeps it from being evaluated', () => {
    const rules = new FileRules(run, () => true);
    expect(rules.take(KIND, { ...judged(clean, 0)!, strays: ['_type', 'autre'] })).toBe(true);
    expect(rules.passed()).toEqual({ invalid: 1, wrong: 1, toReview: 0, findings: { ...TOTAL.findings, error: 2 } });
    expect(rules.verdict(true).forecast).toMatchObject({ publish: 0, drop: 1, reasons: { drop: { schema: 1 } } });
    expect(rules.take(KIND, { ...judged({ ...clean, id: '2' }, 1)!, strays: ['montant'] })).toBe(false);
    expect(rules.take(KIND, { ...judged({ ...clean, id: '2' }, 1)!, strays: [''] })).toBe(false);
  });

  test('are explained as if they had been judged in JavaScript', () => {
    let hits = 0;
    for (const record of faulty) {
      const verdict = judge(record);
      hits += verdict.hits.length;
      expect(explained(record, verdict.hits, { members: [], faults: [] })).toEqual(verdict.hits);
    }
    expect(hits).toBeGreaterThan(5);
  });

  test('leave nothing behind of the long keys that the schema refuses', () => {
    const longs = 300;
    const before = usedHeap();
    for (let n = 0; n < longs; n++) {
      const key = Buffer.alloc(1e5, 'k').toString('latin1') + String(n);
      run.records.judge('marche', { ...clean, [key]: 1 }, [`/${key}`]);
      run.records.explain!('marche', [], valueIn(clean), { members: [key], faults: [`/${key}`] });
    }
    expect(usedHeap() - before).toBeLessThan(longs * 1e4);
  });

  test('are explained also where some members could not be read, whatever the schema refuses in them', () => {
    const counts = { found: 0, missed: 0, among: 0 };
    for (const record of faulty)
      for (const member of [...Object.keys(record), 'montant', 'dateNotification']) {
        for (const faults of faultsIn(record, member)) {
          const verdict = run.records.judge('marche', record, faults);
          const lost = { members: [member], faults };
          const ofReaders = run.records.explain!('marche', [], valueIn(record), lost);
          const others = verdict.hits.filter(({ place }) => !ofReaders.hits.some((hit) => hit.place === place));
          expect(explained(record, others, lost)).toEqual(verdict.hits);
          // A key that could not be read is known to the fast path, which then leaves the record to JavaScript.
          expect(ofReaders.notEvaluated).toEqual(verdict.notEvaluated.filter((rule) => !isOnFile(rule)));
          counts.found += ofReaders.hits.length;
          counts.missed += ofReaders.notEvaluated.length;
          counts.among += Math.min(ofReaders.hits.length, others.length);
        }
      }
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(3);
  });
});

const isOnFile = ({ on }: Rule): boolean => on.some(({ scope }) => scope === 'fichier');

const valueIn = (record: Record<string, unknown>) => (name: string) => record[name];

/** What the rules find at the places of some hits, and in members that are lost. */
const explained = (record: Record<string, unknown>, hits: readonly RuleHit[], lost: { members: string[]; faults: string[] }) =>
  run.records.explain!(
    'marche',
    hits.map(({ place }) => place),
    valueIn(record),
    lost,
  ).hits;

/** Nothing that the schema refuses in a member, all of it, and its first value if it has any. */
function faultsIn(record: Record<string, unknown>, member: string): string[][] {
  const value = record[member];
  const [key] = Object.keys(Object(value) as object);
  const inside = typeof value === 'object' && key !== undefined ? [[`/${member}/${key}`]] : [];
  return [...(value === undefined ? [] : [[]]), [`/${member}`], ...inside];
}
