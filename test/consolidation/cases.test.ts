import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { contentOf } from '../../src/consolidation/parse.ts';
import type { Process } from '../../src/consolidation/processes.ts';
import { Consolidation, type Row } from '../../src/consolidation/replay.ts';
import { judgeOf } from '../../src/consolidation/schema.ts';
import type { Resource } from '../../src/consolidation/listing.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { recordOf, type Short } from './short.ts';

type Case = {
  name: string;
  given: { from: string; at: string; run?: string; url?: string; records: Record<string, Short> }[];
  expect: {
    outcomes: Record<string, string>;
    published: string[];
    excluded?: Record<string, string[]>;
    months?: Record<string, string[]>;
    years?: Record<string, string[]>;
  };
};
type Table = { processes: (Partial<Process> & Pick<Process, 'name' | 'datasets'>)[]; cases: Case[] };

const table = parse(readFileSync(new URL('cases.yaml', import.meta.url), 'utf8')) as Table;
const processes = table.processes.map((process): Process => ({
  ...{
    source: process.name,
    format: 'json',
    encoding: 'utf-8',
    titles: 'plain',
    validates: true,
    convertsNc: false,
    spreadOverTime: false,
  },
  ...process,
}));
const { validators } = await loadVersion('2.0.3');
const judge = judgeOf(validators);

type File = Resource & { from: string; run: string; names: Record<'marche' | 'contrat-concession', string[]>; text: string };

function filesOf({ given }: Case): File[] {
  return given.map(({ from, at, run = '2026-06-30', url, records }, number) => {
    const lists = { marche: [] as unknown[], 'contrat-concession': [] as unknown[] };
    const names: File['names'] = { marche: [], 'contrat-concession': [] };
    for (const [name, short] of Object.entries(records)) {
      const { kind, value } = recordOf(short);
      lists[kind].push(value);
      names[kind].push(name);
    }
    const address = url ?? `https://exemple.test/${from}-${number}.json`;
    const modified = at.includes('T') ? at : `${at}T09:00:00`;
    return {
      id: String(number),
      title: address,
      url: address,
      modified,
      from,
      run,
      names,
      text: JSON.stringify({ marches: lists }),
    };
  });
}

/** What was read and is not stored in the end has been replaced. */
const outcomeOf = (fate = 'unread'): string => (fate === 'read' ? 'replaced' : fate);

/** The result in the words of the table, only with what the case speaks of. */
async function toldOf(one: Case): Promise<Case['expect']> {
  const files = filesOf(one);
  const fates = new Map<string, string>();
  const consolidation = new Consolidation<File>(processes, {
    judge,
    content: (file, process) => contentOf(Buffer.from(file.text), process),
    see: ({ place: { file, kind, index }, fate }) => void fates.set(file.names[kind][index] ?? '', fate),
  });
  for (const run of [...new Set(files.map((file) => file.run))].toSorted()) {
    const there = new Map(files.filter((file) => file.run <= run).map((file) => [JSON.stringify([file.from, file.url]), file]));
    const listings = new Map(
      processes.map(({ name, datasets }) => [
        name,
        datasets.map((dataset) => [...there.values()].filter(({ from }) => from === dataset)),
      ]),
    );
    await consolidation.pass({ now: `${run} 23:00:00`, listings });
  }
  const nameOf = ({ place: { file, kind, index } }: Row<File>): string => file.names[kind][index] ?? '';
  const stored = [...consolidation.database.values()].filter(({ isOut }) => isOut);
  for (const row of stored) fates.set(nameOf(row), 'stored');
  const filesNamed = (length: number): Record<string, string[]> =>
    Object.fromEntries(
      [...consolidation.files]
        .filter(([name]) => name.length === length)
        .map(([name, rows]) => [name, rows.map(nameOf).toSorted()]),
    );
  const { outcomes, excluded, months, years } = one.expect;
  return {
    outcomes: Object.fromEntries(Object.keys(outcomes).map((name) => [name, outcomeOf(fates.get(name))])),
    published: stored
      .filter(({ facts }) => facts.exclusions.length === 0)
      .map(nameOf)
      .toSorted(),
    ...(excluded && {
      excluded: Object.fromEntries(
        stored
          .filter(({ facts }) => facts.exclusions.length > 0)
          .map((row) => [nameOf(row), row.facts.exclusions.map(({ field, reason }) => `${field}: ${reason}`)]),
      ),
    }),
    ...(months && { months: filesNamed(7) }),
    ...(years && { years: filesNamed(4) }),
  };
}

test.each(table.cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
  expect(await toldOf(one)).toEqual({ ...one.expect, published: one.expect.published.toSorted() });
});
