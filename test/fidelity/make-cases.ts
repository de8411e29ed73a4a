/**
 * Writes `cases/<version>.json`, the committed table of what the published schemas accept and refuse. By hand, where
 * they are at hand: `npx tsx test/fidelity/make-cases.ts`. A test says when the files are out of step with it.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { RecordKind } from '../../src/model/kinds.ts';
import { FROZEN, ROOT } from '../support/engine.ts';
import { type Case, type Cases, instanceOf } from './cases.ts';
import { completeRecord } from './complete.ts';
import { fileOf } from './mutate-file.ts';
import { readPublished, readTrees } from './published.ts';
import { fileChanges } from './systematic-files.ts';
import { type Change, changesOf, type Others } from './systematic.ts';
import type { Spot } from './tree.ts';

const KINDS = ['marche', 'contrat-concession'] as const;

/** The table of a version, with the verdicts of the published schema. */
export function makeCases(version: string): Cases {
  const published = readPublished(version);
  const records = KINDS.map((kind) => ({ kind, value: completeRecord(version, kind) }));
  const bases = { ...Object.fromEntries(records.map(({ kind, value }) => [kind, value])), file: fileOf(records, published.flat) };
  const unchanged: Change = { patch: [], why: 'the base itself' };
  const judged = (base: string, level: Case['level'], changes: Iterable<Change>, accepts: (value: unknown) => boolean): Case[] =>
    [unchanged, ...changes].map((change) => ({ base, level, ...change, valid: accepts(instanceOf(bases, { base, ...change })) }));
  return {
    version,
    bases,
    cases: distinct([
      ...KINDS.flatMap((kind) =>
        judged(
          kind,
          'record',
          changesOf(published.tree[kind], others(kind)),
          (value) => published.record[kind](value).length === 0,
        ),
      ),
      ...judged('file', 'file', fileChanges(published.flat), (value) => published.file(value).length === 0),
    ]),
  };
}

function others(kind: RecordKind): Others {
  const spots = FROZEN.flatMap((version) => readTrees(version)[kind].spots);
  const at = (path: string): Spot[] => spots.filter((spot) => spot.path === path);
  return {
    codes: (path) => [...new Set(at(path).flatMap(({ node }) => node.enum ?? []))].filter((code) => typeof code === 'string'),
    names: (path) => [...new Set(at(path).flatMap(({ properties }) => [...properties.keys()]))],
  };
}

function distinct(cases: readonly Case[]): Case[] {
  return [...new Map(cases.toReversed().map((one) => [`${one.base} ${JSON.stringify(one.patch)}`, one])).values()].toReversed();
}

/** One case a line, so that a change of the table can be read. */
export function printed({ version, bases, cases }: Cases): string {
  const lines = (items: string[]): string => items.map((item) => `  ${item}`).join(',\n');
  const [texts, rows] = [
    Object.entries(bases).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`),
    cases.map((one) => JSON.stringify(one)),
  ];
  return `{\n"version": "${version}",\n"bases": {\n${lines(texts)}\n},\n"cases": [\n${lines(rows)}\n]\n}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const version of FROZEN) writeFileSync(`${ROOT}test/fidelity/cases/${version}.json`, printed(makeCases(version)));
}
