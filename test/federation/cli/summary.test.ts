import { expect, test } from 'vitest';
import { type Pass, summaryLines } from '../../../federation/src/jobs/summary.node.ts';
import { NONE } from '../../../federation/src/consolidate/not-united.node.ts';
import type { FaultKind } from '../../../federation/src/harvest/fault.ts';
import { Failure } from '../../../src/host/failure.ts';

/** Each kind, once: the compiler asks for those that are missing. */
const KINDS: Record<FaultKind, true> = {
  ...{ network: true, timeout: true, slow: true, 'not-found': true, gone: true, refused: true, busy: true, 'server-error': true },
  ...{ 'redirect-loop': true, unsafe: true, truncated: true, 'wrong-length': true, damaged: true, empty: true },
  ...{ firewall: true, 'too-large': true, bomb: true, 'own-output': true, 'incomplete-list': true, 'disk-full': true },
};

const changes = { since: '20260105T060000Z-00000000', added: 12, changed: 3, withdrawn: 1, erased: 0 };
const snapshot = {
  name: '20260106T060000Z-1a2b3c4d',
  hash: '',
  isNew: true,
  folder: '/donnees/outputs/snapshots/20260106T060000Z-1a2b3c4d',
};

const GIVEN = { source: 'essai', sha256: 'f'.repeat(64), at: '2026-01-06T06:00:00.000Z' };

/** A pass in which everything happened that a summary speaks of. */
const full: Pass = {
  sources: 12,
  tally: {
    harvest: {
      ...{
        datasets: 64,
        checked: 6003,
        skipped: 5000,
        unchanged: 900,
        same: 60,
        healed: 2,
        fetched: 34,
        failed: 9,
        left: 2,
        bytes: 12_345_678,
      },
      failures: [...(Object.keys(KINDS) as FaultKind[]), 'timeout' as const].map((kind) => ({
        ...{ source: 'essai', dataset: 'essai', resource: null, kind, detail: null },
        url: `https://exemple.test/${kind}.json`,
      })),
    },
    judge: { versions: 34, records: 12_345, fresh: 321, held: 6, unreadable: 1, givenUp: [], failed: [] },
    consolidate: { contracts: 400, changed: 16, withdrawn: 1, conflicts: 0, costly: 0 },
    snapshot: { ...snapshot, manifest: { counts: { contracts: 654_321, rejected: 4188, current: 4530 }, changes } as never },
  },
  dead: [
    { work: { queue: 'harvest', source: 'essai', dataset: 'marches' }, error: new Failure({ fr: 'la cause', en: 'the cause' }) },
    { work: { queue: 'judge', share: 0 }, error: new TypeError('a fault of the program') },
  ],
  held: Array.from({ length: 6 }, (_, n) => ({
    ...{ source: 'essai', title: `marches-${String(n)}.json`, sha256: String(n).repeat(64), at: '2026-01-06T06:00:00.000Z' },
    reason: n === 1 ? { code: 'syntax.truncated', before: 1000, lost: 1 } : { code: 'sudden-loss', before: 1000, lost: 400 },
  })),
  partlyRead: [{ ...GIVEN, title: 'coupé.json', code: 'syntax.truncated' }],
  givenUp: [
    { ...GIVEN, title: 'énorme.json', reason: { code: 'too-costly', over: 'records', allowed: 10_000_000 } },
    { ...GIVEN, title: 'lent.xlsx', reason: { code: 'too-costly', over: 'seconds', allowed: 60 } },
    { ...GIVEN, title: 'bombe.zip', reason: { code: 'too-costly', over: 'unpacked', allowed: 8000 } },
    { ...GIVEN, title: 'gourmand.ods', reason: { code: 'too-costly', over: 'memory', allowed: 1024 } },
    { ...GIVEN, title: 'mortel.csv', reason: { code: 'set-aside', deaths: 2 } },
    { ...GIVEN, title: 'de plus.csv', reason: { code: 'set-aside', deaths: 3 } },
  ],
  notUnited: { count: 3, number: '2024M1', buyer: '21990041200012' },
  damaged: { count: 2, first: 'a'.repeat(64) },
  left: 0,
};

const nothing: Pass = {
  ...{
    sources: 1,
    dead: [],
    held: [],
    partlyRead: [],
    givenUp: [],
    notUnited: NONE,
    damaged: { count: 0, first: null },
    left: 0,
  },
  tally: {
    harvest: {
      ...{ datasets: 1, checked: 1, skipped: 1, unchanged: 0, same: 0, healed: 0, fetched: 0, failed: 0, left: 0, bytes: 0 },
      failures: [],
    },
    snapshot: { ...snapshot, isNew: false, manifest: { counts: { contracts: 1, rejected: 0, current: 0 }, changes } as never },
  },
};

test.each(['fr', 'en'] as const)('what a person reads after a pass (%s)', async (lang) => {
  const passes = { 'everything happened': full, 'nothing is new': nothing, 'no snapshot': { ...nothing, tally: {} } };
  const pages = Object.entries(passes).map(([title, pass]) => `# ${title}\n${summaryLines(pass, lang).join('\n')}\n`);
  await expect(pages.join('\n')).toMatchFileSnapshot(`../../golden/federation/summary.${lang}.txt`);
});
