/** Migrates files as users do, and holds what comes of them against the law of migrations, by all that is said of them. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import { memoryOutput, memorySpool } from '../../src/convert/in-memory.ts';
import { jsonSink } from '../../src/convert/json-sink.ts';
import { BUILT } from '../../src/migrate/load.node.ts';
import type { Migrated } from '../../src/migrate/migrate-file.ts';
import { migrateFile, prepareMigration } from '../../src/migrate/run.ts';
import { RECORD_KINDS, type RecordKind } from '../../src/model/kinds.ts';
import { kindOf } from '../../src/read/record.ts';
import { loadModelOf } from '../../src/validate/registry.node.ts';
import { valueAt } from '../../packages/base/src/pointer.ts';
import { decp } from '../cli/run.ts';
import { VERSIONS } from './engine.ts';
import {
  aroundFaults,
  type LawFinding,
  lawFaults,
  type Migrated as MigratedRecord,
  ofRecord,
  type RawSchema,
} from './migration-law.ts';
import { opened } from './opened.ts';

type FileFinding = LawFinding & { start?: string; field?: string };

type Summary = Pick<Migrated, 'counts' | 'starts'> & { from: string; stepsFrom: string; to: string };

export type MigratedFile = { input: unknown; output: unknown; findings: FileFinding[]; summary: Summary };

/** By the command line, with the list of all findings as it is written. */
export async function migratedFile(folder: string, file: string, to: string): Promise<MigratedFile> {
  const output = join(folder, `${to}-${basename(file)}`);
  const { out, err } = await decp(['migrate', file, output, '--to', to, '--partial', '--format', 'ndjson']);
  expect(err).toBe('');
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string });
  const summary = lines.pop() as Summary & { type: string };
  expect([summary.type, ...new Set(lines.map(({ type }) => type))]).toEqual(
    lines.length > 0 ? ['summary', 'finding'] : ['summary'],
  );
  const [input, written] = [file, output].map((path) => JSON.parse(readFileSync(path, 'utf8')) as unknown);
  return { input, output: written, findings: lines as unknown as FileFinding[], summary };
}

/** The same of the text of a file, without a disk. */
export async function migratedText(text: string, to: string): Promise<MigratedFile> {
  const file = await opened(text);
  const prepared = await prepareMigration(BUILT, file, { to });
  const { chain, version: from } = prepared.starts;
  const output = memoryOutput();
  const sink = jsonSink(chain.to, output, memorySpool());
  const findings: FileFinding[] = [];
  const summary = await migrateFile(file, { ...prepared, form: 'json', sink }, ({ finding, about, ...places }) => {
    if (about !== 'completion') findings.push({ in: about, ...finding, ...places });
  });
  await sink.keep();
  return {
    input: JSON.parse(text) as unknown,
    output: JSON.parse(output.parts.join('')) as unknown,
    findings,
    summary: { from, stepsFrom: chain.from.version, to, ...summary },
  };
}

/**
 * What breaks the law in a file, around its records and in each of them, with the place of each in the file read. `plant`: changes what came out of the record of a rank.
 */
export async function fileFaults(
  { input, output, findings, summary }: MigratedFile,
  plant: (migrated: MigratedRecord, rank: number) => MigratedRecord = (migrated) => migrated,
): Promise<string[]> {
  const { from, stepsFrom, to } = summary;
  const schemaOf = async (version: string) => (await loadModelOf(version)).schema as unknown as RawSchema;
  const byRecord = new Map<string, FileFinding[]>();
  for (const one of findings) {
    const key = `${one.in} ${RECORD.exec(one.path)?.[0] ?? ''}`;
    const known = byRecord.get(key);
    if (known) known.push(one);
    else byRecord.set(key, [one]);
  }
  const faults = aroundFaults(input, output, [...(byRecord.get('input ') ?? []), ...(byRecord.get('output ') ?? [])]);
  const count = { marche: 0, 'contrat-concession': 0 };
  const isFlat = Array.isArray((output as { marches: unknown }).marches);
  for (const [rank, [place, kind, before]] of placedIn(input).entries()) {
    const there = isFlat
      ? `/marches/${String(count.marche + count['contrat-concession'])}`
      : `/marches/${kind}/${String(count[kind])}`;
    count[kind]++;
    const said = [...(byRecord.get(`input ${place}`) ?? []), ...(byRecord.get(`output ${there}`) ?? [])];
    const migrated = plant({ kind, before, after: valueAt(output, there), findings: ofRecord(said, place, there) }, rank);
    // A record of which no finding says where it starts is one of any version at which records or steps start.
    const start = said.find((one) => one.start !== undefined)?.start;
    const starts = start === undefined ? [...new Set([from, ...Object.keys(summary.starts), stepsFrom])] : [start];
    let fewest: string[] | undefined;
    for (const version of starts) {
      // Steps up may begin at an older version than that of the file, where this one is newer than the one asked for.
      const isUp = ORDER.indexOf(version) > ORDER.indexOf(to) && ORDER.indexOf(stepsFrom) <= ORDER.indexOf(to);
      const way = isUp ? [stepsFrom, ...between(stepsFrom, to)] : between(version, to);
      const [older, newer, ...others] = await Promise.all([version, to, ...way].map(schemaOf));
      const found = older && newer ? lawFaults(migrated, older, newer, others) : [];
      if (fewest === undefined || found.length < fewest.length) fewest = found;
      if (fewest.length === 0) break;
    }
    faults.push(...(fewest ?? []).map((fault) => `${place}: ${fault}`));
  }
  return faults;
}

/** All versions, oldest first. */
const ORDER = [...VERSIONS, 'next'];

/** The versions whose steps a record may take, in their order: from the oldest on that nothing tells from its own. */
function between(from: string, to: string): string[] {
  const [start, end] = [ORDER.indexOf(from), ORDER.indexOf(to)];
  const isFirst = from.startsWith('1.');
  if (start > end) return ORDER.slice(end + 1).reverse();
  return ORDER.slice(0, end).filter((version) => version !== from && (isFirst || !version.startsWith('1.')));
}

const RECORD = /^\/marches(\/(marche|contrat-concession))?\/\d+/;

/** The records of a file, each with its place and its kind. */
function placedIn(file: unknown): [place: string, kind: RecordKind, record: unknown][] {
  const { marches } = file as { marches: unknown[] | Record<string, unknown> };
  if (Array.isArray(marches)) return marches.map((record, i) => [`/marches/${String(i)}`, kindOf(record), record]);
  return Object.entries(marches).flatMap(([name, list]) => {
    const kind = RECORD_KINDS.find((one) => one === name);
    if (kind === undefined || !Array.isArray(list)) return [];
    return list.map((record, i): [string, RecordKind, unknown] => [`/marches/${kind}/${String(i)}`, kind, record]);
  });
}
