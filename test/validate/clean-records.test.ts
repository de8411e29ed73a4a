import { beforeAll, describe, expect, test } from 'vitest';
import { FAMILIES } from '../../src/model/rules.ts';
import { allRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import type { RecordEvent } from '../../src/read/record.ts';
import { FileRules, type RulesToRun } from '../../src/validate/file-rules.ts';
import { hashValue } from '../../src/validate/hash-value.ts';
import { Random } from '../fidelity/random.ts';
import { exampleRecords } from '../rules/base-records.ts';
import { cloned } from '../rules/cloned.ts';
import { TODAY } from '../rules/values.ts';

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

describe('records that a machine has found clean', () => {
  test('are counted as if they had been judged', () => {
    const random = new Random('clean records');
    const counts = { reported: 0, again: 0 };
    for (let file = 0; file < 40; file++) {
      const records = someFile(random);
      const [slow, fast] = [new FileRules(run), new FileRules(run)];
      for (const [index, record] of records.entries()) {
        const { hits, national } = judge(record);
        const said = slow.record(eventOf(record, index), KIND, true, []);
        const isClean = hits.length === 0 && national.length === 0;
        if (isClean && fast.clean(KIND, index, 0, fingerprints(record), 4)) {
          counts.reported++;
          expect(said).toEqual([]);
          continue;
        }
        if (isClean) counts.again++;
        expect(fast.record(eventOf(record, index), KIND, true, [])).toEqual(said);
      }
      expect(fast.verdict(true)).toEqual(slow.verdict(true));
    }
    expect(counts.reported).toBeGreaterThan(100);
    expect(counts.again).toBeGreaterThan(100);
  });

  test('are asked for again where a record before has a key of theirs, and nothing is counted then', () => {
    const rules = new FileRules(run);
    const hashes = fingerprints(clean);
    expect(rules.clean(KIND, 0, 0, hashes, 4)).toBe(true);
    const before = rules.verdict(true);
    expect(rules.clean(KIND, 1, 2, hashes, 4)).toBe(false);
    // Only the last of its keys is known.
    const mixed = Uint32Array.from([...hashes.subarray(0, hashes.length - 4).map((word) => word + 1), ...hashes.subarray(-4)]);
    expect(rules.clean(KIND, 1, 2, mixed, 4)).toBe(false);
    expect(rules.verdict(true)).toEqual(before);
    mixed[mixed.length - 1]! += 1;
    expect(rules.clean(KIND, 1, 2, mixed, 4)).toBe(true);
    expect(rules.verdict(true).notEvaluated).toBe(before.notEvaluated + 2);
  });

  test('are left to a judge that tells no keys', () => {
    const rules = new FileRules({ records: { judge: (...args) => run.records.judge(...args) }, published: undefined });
    expect(rules.clean(KIND, 0, 0, fingerprints(clean), 4)).toBe(false);
  });
});
