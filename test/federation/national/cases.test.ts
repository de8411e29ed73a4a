import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { nationalJudge } from '../../../federation/src/national/judge.node.ts';
import { processesOf } from '../../../federation/src/national/processes.ts';
import { replay, type Replay, type World } from '../../../federation/src/national/replay.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { MUTANTS } from './mutants.ts';
import { recordOf, type Short } from './short.ts';

type Case = {
  name: string;
  rule: number;
  planted: string;
  given: { from: string; at: string; run?: string; url?: string; records: Record<string, Short> }[];
  expect: {
    outcomes: Record<string, string>;
    published: string[];
    excluded?: Record<string, string[]>;
    modifications?: Record<string, number[]>;
    months?: Record<string, string[]>;
    years?: Record<string, string[]>;
  };
};
type Table = {
  processes: { name: string; datasets: string[]; validates?: boolean; spreadOverTime?: boolean }[];
  cases: Case[];
};

const { processes, cases } = parse(readFileSync(new URL('cases.yaml', import.meta.url), 'utf8')) as Table;
const judge = await nationalJudge();

function worldOf({ given }: Case): World {
  return {
    processes: processes.map((process) => ({ validates: true, spreadOverTime: false, ...process })),
    files: given.map(({ from, at, run = '2026-06-30', url = '', records }, number) => ({
      dataset: from,
      url: url === '' ? `https://exemple.test/${from}-${number}.json` : url,
      date: at.includes('T') ? `${at}Z` : `${at}T09:00:00Z`,
      run,
      records: Object.entries(records).map(([name, short]) => ({ name, ...recordOf(short) })),
    })),
  };
}

/** The result in the words of the table, only with what the case speaks of. */
function told({ outcomes, contracts }: Replay, { expect: { excluded, modifications, months, years, ...rest } }: Case) {
  const placesOf = (files: 'months' | 'years'): Record<string, string[]> => {
    const places: Record<string, string[]> = {};
    for (const contract of contracts)
      for (const [name, record] of Object.entries(contract[files])) places[name] = [...(places[name] ?? []), record].toSorted();
    return places;
  };
  const idsOf = (value: unknown): number[] =>
    ((value as { modifications?: { modification: { id: number } }[] }).modifications ?? []).map(({ modification: { id } }) => id);
  return {
    outcomes: Object.fromEntries(Object.keys(rest.outcomes).map((name) => [name, outcomes.get(name)])),
    published: contracts
      .filter(({ exclusions }) => exclusions.length === 0)
      .map(({ record }) => record.name)
      .toSorted(),
    ...(excluded && {
      excluded: Object.fromEntries(
        contracts.filter(({ exclusions }) => exclusions.length > 0).map(({ record, exclusions }) => [record.name, exclusions]),
      ),
    }),
    ...(modifications && {
      modifications: Object.fromEntries(contracts.map(({ record }) => [record.name, idsOf(record.value)])),
    }),
    ...(months && { months: placesOf('months') }),
    ...(years && { years: placesOf('years') }),
  };
}

test.each(cases.map((one) => [one.rule, one.name, one] as const))('rule %i: %s', (_rule, _name, one) => {
  expect(told(replay(worldOf(one), judge), one)).toEqual(one.expect);
});

test.each(cases.map((one) => [one.name, one.planted, one] as const))('“%s” fails where %s is planted', (_, planted, one) => {
  const replayer = MUTANTS[planted];
  if (!replayer) throw new Error(`no fault is called ${planted}`);
  expect(told(replayer(worldOf(one), judge), one)).not.toEqual(one.expect);
});

test('every fault is named by a case, every record of a case has an expected outcome, and all eleven rules have cases and a mirror', () => {
  expect(Object.keys(MUTANTS).filter((name) => !cases.some(({ planted }) => planted === name))).toEqual([]);
  for (const { name, given, expect: expected } of cases)
    expect([name, Object.keys(expected.outcomes).toSorted()]).toEqual([
      name,
      given.flatMap(({ records }) => Object.keys(records)).toSorted(),
    ]);
  for (let rule = 1; rule <= 11; rule++)
    expect([rule, cases.filter((one) => one.rule === rule).length > 1]).toEqual([rule, true]);
  expect(cases.length).toBeGreaterThanOrEqual(60);
});

test('what is no record at all is a fault, not an error of the program', () => {
  const odd: unknown[] = [null, 1, 'a', [], [[]], {}, { titulaires: 3 }, { titulaires: [null] }, { modifications: [null, {}] }];
  const pes = { name: 'pes', datasets: ['pes'], validates: false, spreadOverTime: false };
  for (const [number, value] of odd.entries()) {
    const record = { name: 'odd', kind: 'marche' as RecordKind, value };
    const file = { dataset: 'pes', url: `${number}.json`, date: '2026-01-01T00:00:00Z', run: '2026-01-01', records: [record] };
    expect([value, replay({ processes: [pes], files: [file] }, judge).outcomes.get('odd')]).toEqual([value, 'fault']);
  }
});

test('the list of the State’s processes of the repository is read, and a wrong one is refused with its place', () => {
  const own = processesOf(readFileSync(new URL('../../../federation/national.yaml', import.meta.url), 'utf8'));
  expect(own.map(({ name }) => name)).toContain('Pes2024Process');
  expect(own.filter(({ validates }) => !validates).map(({ name }) => name)).toEqual(['Pes2024Process']);
  const wrong: [string, RegExp][] = [
    ['', /“processes” is not a list/],
    ['processes: [1]', /processes\[0\] is not an object/],
    ['processes: [{ name: a, datasets: [b], url: c }]', /processes\[0\]: url is none of name, datasets/],
    ['processes: [{ datasets: [b] }]', /processes\[0\]: name is not a text/],
    ['processes: [{ name: a, datasets: [1] }]', /processes\[0\]: datasets is not a list of texts/],
    ['processes: [{ name: a, datasets: [], validates: no }]', /processes\[0\]: validates is neither true nor false/],
    ['processes: [{ name: a, datasets: [], spreadOverTime: 1 }]', /processes\[0\]: spreadOverTime is neither true nor false/],
    ['processes: [{ name: a, datasets: [d] }, { name: b, datasets: [d] }]', /b: d is in two processes/],
  ];
  for (const [text, message] of wrong) expect(() => processesOf(text)).toThrow(message);
});
