/** Migrates a file as a user does, and holds what comes of it against the law of migrations, by the list of all findings. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import type { RecordKind } from '../../src/model/kinds.ts';
import { kindOf } from '../../src/read/record.ts';
import { loadModelOf } from '../../src/validate/registry.node.ts';
import { valueAt } from '../../packages/base/src/pointer.ts';
import { decp } from '../cli/run.ts';
import { type LawFinding, lawFaults, ofRecord, type RawSchema } from './migration-law.ts';

type ListedFinding = LawFinding & { start?: string; field?: string; message: string };

type ListSummary = {
  from: string;
  stepsFrom: string;
  to: string;
  counts: Record<'error' | 'warning' | 'info', number>;
  starts: Record<string, number>;
};

export type MigratedFile = { input: unknown; output: unknown; findings: ListedFinding[]; summary: ListSummary };

/** `more`: further words of the call. */
export async function migratedFile(folder: string, file: string, to: string, more: string[] = []): Promise<MigratedFile> {
  const output = join(folder, `${to}-${basename(file)}`);
  const call = ['migrate', file, output, '--to', to, '--partial', '--format', 'ndjson', ...more];
  const { out, err } = await decp(call);
  expect(err).toBe('');
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string });
  const summary = lines.pop() as ListSummary & { type: string };
  expect([summary.type, ...new Set(lines.map(({ type }) => type))]).toEqual(
    lines.length > 0 ? ['summary', 'finding'] : ['summary'],
  );
  const [input, written] = [file, output].map((path) => JSON.parse(readFileSync(path, 'utf8')) as unknown);
  return { input, output: written, findings: lines as unknown as ListedFinding[], summary };
}

/** What breaks the law in a file, record by record, with the place of each in the file read. */
export async function fileFaults({ input, output, findings, summary }: MigratedFile): Promise<string[]> {
  const { from, to } = summary;
  const schemaOf = async (version: string) => (await loadModelOf(version)).schema as unknown as RawSchema;
  const byRecord = new Map<string, ListedFinding[]>();
  for (const one of findings) {
    const key = `${one.in} ${RECORD.exec(one.path)?.[0] ?? ''}`;
    const known = byRecord.get(key);
    if (known) known.push(one);
    else byRecord.set(key, [one]);
  }
  const faults: string[] = [];
  const count = { marche: 0, 'contrat-concession': 0 };
  const isFlat = Array.isArray((output as { marches: unknown }).marches);
  for (const [place, kind, before] of placedIn(input)) {
    const there = isFlat
      ? `/marches/${String(count.marche + count['contrat-concession'])}`
      : `/marches/${kind}/${String(count[kind])}`;
    count[kind]++;
    const said = [...(byRecord.get(`input ${place}`) ?? []), ...(byRecord.get(`output ${there}`) ?? [])];
    const version = said.find(({ start }) => start !== undefined)?.start ?? from;
    const migrated = { kind, before, after: valueAt(output, there), findings: ofRecord(said, place, there) };
    faults.push(...lawFaults(migrated, await schemaOf(version), await schemaOf(to)).map((fault) => `${place}: ${fault}`));
  }
  return faults;
}

const RECORD = /^\/marches(\/(marche|contrat-concession))?\/\d+/;

/** The records of a file, each with its place and its kind. */
function placedIn(file: unknown): [place: string, kind: RecordKind, record: unknown][] {
  const { marches } = file as { marches: unknown[] | Record<RecordKind, unknown[]> };
  if (Array.isArray(marches)) return marches.map((record, i) => [`/marches/${i}`, kindOf(record), record]);
  return Object.entries(marches).flatMap(([kind, list]) =>
    list.map((record, i): [string, RecordKind, unknown] => [`/marches/${kind}/${i}`, kind as RecordKind, record]),
  );
}
