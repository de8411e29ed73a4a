/** The cases that were made by running the State's program: what it read, published, refused, marked and wrote. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { processesOf } from '../../federation/src/national/processes.ts';
import { groupBy } from '../../packages/base/src/lists.ts';
import { isObject } from '../../packages/base/src/json.ts';
import { economieOf } from '../../src/consolidation/economie.ts';
import { marksOf } from '../../src/consolidation/marks.ts';
import { contentOf } from '../../src/consolidation/parse.ts';
import type { Process } from '../../src/consolidation/processes.ts';
import { judgeOf } from '../../src/consolidation/schema.ts';
import type { RecordKind } from '../../src/model/kinds.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { ROOT, SHARED } from '../support/engine.ts';
import { type CaseWorld, keyOf, type Outcome, outcomeOf } from './world.ts';

type Refused = { stage: 'clean' | 'economie'; key: string; reasons: string[] };
type Run = { read: string[]; stopped?: string[]; failed?: string; economie_failed?: string };
type Expected = {
  runs: Run[];
  published: string[];
  files: Record<string, string[]>;
  refused: Refused[];
  database: { kept: string[] };
  max_date: Record<string, string | null>;
  economie: Record<string, Record<string, string[]>>;
  marked: { key: string; marks: Record<string, string | string[]> }[];
};
type Options = { convert_nc?: boolean; validate?: boolean; spread_over_time?: boolean };
type Case = CaseWorld & { id: string; title: string; options?: Record<string, Options> } & (
    | { how: 'ran'; expected: Expected }
    | { how: 'read'; expected: unknown }
  );

const FILE = `${SHARED}facts/consolidation/cases.json`;
const cases = existsSync(FILE) ? casesIn(FILE) : [];
const ran = cases.flatMap((one) => (one.how === 'ran' ? [one] : []));

function casesIn(file: string): Case[] {
  const found = JSON.parse(readFileSync(file, 'utf8')) as Case[] | { cases: Case[] };
  return Array.isArray(found) ? found : found.cases;
}

/** Two processes of which the program has no settings at hand: the cases give them files of the plain form. Each stands after one that is known. */
const UNKNOWN = { VilleStrasbourgProcess: 'Medialex2024Process', Aife2024Process: 'CentralisProcess' };
const plain = (name: string): Process => ({
  ...{ name, source: name, format: 'json', encoding: 'utf-8', datasets: [name], titles: 'plain' },
  ...{ validates: true, convertsNc: false, spreadOverTime: false },
});
const known = processesOf(readFileSync(`${ROOT}federation/national.yaml`, 'utf8')).flatMap((process) => {
  const next = Object.entries(UNKNOWN).find(([name]) => name === process.name)?.[1];
  // Addresses of the cases are invented.
  const own = process.address === undefined ? process : { ...process, address: '' };
  return next === undefined ? [own] : [own, plain(next)];
});

const processesFor = (options: Record<string, Options> = {}): Process[] =>
  known.map((process) => {
    const { convert_nc, validate, spread_over_time } = options[process.name] ?? {};
    return {
      ...process,
      ...(convert_nc !== undefined && { convertsNc: convert_nc }),
      ...(validate !== undefined && { validates: validate }),
      ...(spread_over_time !== undefined && { spreadOverTime: spread_over_time }),
    };
  });

const { validators } = await loadVersion('2.0.3');
const judge = judgeOf(validators);

const codes = new Set(
  readFileSync(`${ROOT}schema/nomenclatures/cpv-2008.csv`, 'utf8')
    .split('\n')
    .map((line) => line.slice(0, 8)),
);
const isCpvKnown = (code: string): boolean =>
  [code.slice(0, 8), `${code.slice(0, 2)}000000`, `0${code.slice(0, 7)}`].some((one) => codes.has(one));

/** `/marche/0/titulaires` of our paths, as the message of a refusal names it: `$.marches.marche[0].titulaires: …`. */
const pathIn = (reason: string): string | undefined =>
  /^\$\.marches\.(?:marche|contrat-concession)\[0\]([^:]*):/
    .exec(reason)?.[1]
    ?.replaceAll('[', '.')
    .replaceAll(']', '')
    .replaceAll('.', '/');

/** The months of data.economie, and the marks of what it does not exclude; undefined where its last pass wrote nothing, and what it has is older. */
function economieIn({ consolidation, runs }: Outcome, { passes }: Case, processes: readonly Process[]) {
  const last = passes.at(-1);
  if (!last || runs.at(-1)?.failed !== undefined) return undefined;
  const processOf = new Map(passes.flatMap(({ files }) => files.map(({ ref, process }) => [ref, process])));
  const rows = [...consolidation.database.values()].filter(({ isOut }) => isOut);
  const { months, failed } = economieOf(rows, last.now.slice(0, 7));
  const named = [...months].map(([month, { valid, excluded }]) => {
    const lists = Object.entries({ valides: valid, invalides: excluded }).flatMap(([suffix, list]) =>
      list.map((row) => ({ name: `${NAMES[row.facts.kind]}-${suffix}`, key: keyOf(row.place) })),
    );
    return [
      month,
      Object.fromEntries([...groupBy(lists, ({ name }) => name)].map(([name, all]) => [name, sorted(all.map(({ key }) => key))])),
    ];
  });
  const marked = [...months.values()].flatMap(({ valid }) =>
    valid.flatMap(({ place }) => {
      const process = processes.find(({ name }) => name === processOf.get(place.file.ref));
      const content = process && place.file.bytes && contentOf(place.file.bytes, process);
      const list = content && typeof content !== 'string' ? content.lists.get(place.kind) : undefined;
      const record: unknown = Array.isArray(list) ? list[place.index] : undefined;
      if (!isObject(record)) throw new Error(`${keyOf(place)} is not in its file`);
      const { source: _, ...value } = record;
      const marks = marksOf(place.kind, value, isCpvKnown);
      return Object.keys(marks).length === 0 ? [] : [{ key: keyOf(place), marks }];
    }),
  );
  return {
    months: Object.fromEntries(named) as Expected['economie'],
    marked: marked.toSorted(byKey),
    hasFailed: failed !== undefined,
  };
}

const NAMES: Record<RecordKind, string> = { marche: 'marches', 'contrat-concession': 'concessions' };
const sorted = (keys: readonly string[]): string[] => keys.toSorted();
const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : 1);

describe.skipIf(cases.length === 0)(
  'the State’s program on the cases that it was run on (skipped where they are not beside this clone)',
  () => {
    test.each(ran.map((one) => [one.id, one] as const))('%s', async (_, one) => {
      const processes = processesFor(one.options);
      const found = await outcomeOf(one, processes, judge);
      const { expected } = one;
      const of = <T>(pick: (run: Outcome['runs'][number]) => T): T[] => found.runs.map(pick);
      expect(of(({ read }) => read)).toEqual(expected.runs.map(({ read }) => read));
      expect(of(({ stopped }) => stopped)).toEqual(expected.runs.map(({ stopped = [] }) => stopped));
      expect(of(({ failed }) => failed !== undefined)).toEqual(expected.runs.map(({ failed }) => Boolean(failed)));
      expect(of(({ isStable }) => isStable)).not.toContain(false);
      expect(found.files).toEqual(expected.files);
      expect(sorted([...new Set(Object.values(found.files).flat())])).toEqual(sorted(expected.published));
      const refused = expected.refused.filter(({ stage }) => stage === 'clean');
      expect(found.refused.map(({ key }) => key)).toEqual(refused.map(({ key }) => key));
      for (const [index, { path }] of found.refused.entries()) {
        const told = pathIn(refused[index]?.reasons[0] ?? '');
        if (told !== undefined) expect(path).toBe(told);
      }
      expect(sorted(found.database)).toEqual(sorted(expected.database.kept));
      // The program tells those of records that were replaced as well.
      for (const [key, date] of Object.entries(found.maxDate)) expect([key, date]).toEqual([key, expected.max_date[key]]);
      const economie = economieIn(found, one, processes);
      if (!economie) return;
      const months = Object.entries(expected.economie).map(([month, lists]) => [
        month,
        Object.fromEntries(Object.entries(lists).map(([name, keys]) => [name, sorted(keys)])),
      ]);
      expect(economie).toEqual({
        ...{ months: Object.fromEntries(months) as Expected['economie'], marked: expected.marked.toSorted(byKey) },
        hasFailed: Boolean(expected.runs.at(-1)?.economie_failed),
      });
    });

    test('the others were read in its code, not run: what it uploads is not replayed', () => {
      expect(cases.filter(({ how }) => how !== 'ran').map(({ id }) => id.split('-')[0])).toEqual(
        Array.from({ length: 5 }, () => 'upload'),
      );
    });
  },
);
