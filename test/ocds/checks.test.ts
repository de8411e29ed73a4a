import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isObject } from '../../packages/base/src/json.ts';
import type { Mergeable } from '../../src/ocds/merge.ts';
import { loadModelOf } from '../../src/validate/registry.node.ts';
import { hasShared, readJsonFile, WITHOUT_SHARED } from '../support/engine.ts';
import { CHECKS, type Compiled, failures, repeated } from './checks.ts';
import { compiled, contextOf, exported, type File, realRecords, recordsOf } from './export.ts';
import { EXAMPLES } from '../support/unfolded.ts';

const context = contextOf(await loadModelOf('2.1.0'));

/** The compiled releases of records, one a process. */
function processes(records: ReturnType<typeof recordsOf>, of = context): { releases: Mergeable[]; all: Compiled[] } {
  const releases = exported(records, of);
  return { releases, all: [...grouped(releases).values()].map((some) => compiled(some) as Compiled) };
}

function grouped(releases: readonly Mergeable[]): Map<string, Mergeable[]> {
  const groups = new Map<string, Mergeable[]>();
  for (const release of releases) groups.set(release.ocid, [...(groups.get(release.ocid) ?? []), release]);
  return groups;
}

/** How many processes fail each check. */
function tally(all: readonly Compiled[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const release of all) for (const name of Object.keys(failures(release))) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

const complete = processes(recordsOf(readJsonFile('examples/2.1.0/valid/marche-complet.json') as File)).all[0]!;

/** A copy in which the value at a path is another one. */
function planted(release: Compiled, path: string, value: unknown): Compiled {
  const copy = structuredClone(release);
  const names = path.split('/');
  const last = names.pop() ?? '';
  const parent = names.reduce<unknown>(
    (inner, name) => (isObject(inner) || Array.isArray(inner) ? (inner as Record<string, unknown>)[name] : undefined),
    copy,
  );
  (parent as Record<string, unknown>)[last] = value;
  return copy;
}

test('the complete example fails no check', () => {
  expect(failures(complete)).toEqual({});
});

test.each([
  ['organisations are in parties', 'buyer', { id: 'FR-RCS-0' }],
  ['roles are played', 'parties/0/roles', ['buyer', 'subcontractor']],
  ['a party is listed once', 'parties/1/id', complete.parties?.[0]?.id],
  ['contracts are within half and one and a half of their award', 'contracts/0/value/amount', 9e8],
  ['contracts have an award that is active', 'contracts/0/awardID', complete.awards?.[0]?.id],
  ['contracts are signed before the release', 'contracts/0/dateSigned', '2048-01-01T00:00:00Z'],
  ['amendments are between signature and release', 'contracts/0/amendments/0/date', '1999-01-01T00:00:00Z'],
  ['amounts are realistic', 'contracts/0/value/amount', 6e9],
  ['dates are between 1990 and 2049', 'contracts/0/dateSigned', '1989-12-31T00:00:00Z'],
  ['schemes of identifiers are in org-id', 'parties/0/identifier/scheme', 'PF-TAHITI'],
  ['the ocid has a prefix of the form that is registered', 'ocid', 'OCDS-1'],
  ['a direct procedure has one tender', 'tender/procurementMethod', 'direct'],
  ['no field is empty', 'contracts/0/title', ''],
])('a fault is noticed: %s', (name, path, value) => {
  expect(Object.keys(failures(planted(complete, path, value)))).toContain(name);
});

test('each check has a fault planted', () => {
  expect(Object.keys(CHECKS)).toHaveLength(13);
});

test('the valid examples fail only what their data earn', () => {
  const folder = `${EXAMPLES}2.1.0/valid`;
  const records = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => recordsOf(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as File));
  const { releases, all } = processes(records);
  expect(repeated(releases)).toEqual([]);
  // An amount at the limit of the format, modifications that raise or lower the amount by more than half, identifiers of other registers.
  expect(tally(all)).toEqual({
    'amounts are realistic': 1,
    'contracts are within half and one and a half of their award': 4,
    'schemes of identifiers are in org-id': 24,
  });
});

describe.skipIf(!hasShared)(`real contracts${hasShared ? '' : ` (skipped: ${WITHOUT_SHARED})`}`, () => {
  test('fail only what their data earn', async () => {
    const { releases, all } = processes(realRecords(), contextOf(await loadModelOf('2.0.2')));
    expect(repeated(releases)).toEqual([]);
    // Two modifications raise the amount by more than half.
    expect({ processes: all.length, ...tally(all) }).toEqual({
      processes: 368,
      'contracts are within half and one and a half of their award': 2,
    });
  });
});
