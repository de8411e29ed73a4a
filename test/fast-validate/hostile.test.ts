import { beforeAll, expect, test } from 'vitest';
import { loadWithMembers } from '../../src/validate/fast-path.node.ts';
import { allRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import type { RulesToRun } from '../../src/validate/file-rules.ts';
import type { Version } from '../../src/validate/types.ts';
import { readText } from '../support/engine.ts';
import { fastJudge } from './fast.ts';
import { slowJudge } from './judge.ts';
import { disagreement } from './versus.ts';

type Root = { marches: { marche: Record<string, unknown>[] } };

let version: Version;
let rules: RulesToRun | undefined;
beforeAll(async () => {
  version = await loadWithMembers('2.0.3');
  rules = await rulesFor('2.0.3', allRules('2026-12-31'));
});

const base = (): Record<string, unknown> =>
  (JSON.parse(readText('examples/2.0.3/valid/base-marche.json')) as Root).marches.marche[0]!;

const fileOf = (records: readonly Record<string, unknown>[]): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ marches: { marche: records } }));

function codesOf(bytes: Uint8Array): string[] {
  const slow = slowJudge(version, rules)(bytes);
  expect(disagreement(slow, fastJudge(version, rules)(bytes))).toBeUndefined();
  return slow.findings.map(({ code }) => code);
}

test('an escaped NUL after a code does not make it a code of the nomenclature', () => {
  const place = (code: string) => ({ code, typeCode: 'Code département' });
  expect(codesOf(fileOf([{ ...base(), lieuExecution: place('35') }]))).not.toContain('lieu-execution-incoherent');
  expect(codesOf(fileOf([{ ...base(), lieuExecution: place('35\u0000') }]))).toContain('lieu-execution-incoherent');
});

test('records that come again and again, among others that do not, are reported as by the slow path', () => {
  const record = base();
  const records = Array.from({ length: 1_200 }, (_, i) => (i % 3 === 0 ? record : { ...record, id: `2026-${i}` }));
  const repeated = codesOf(fileOf(records)).filter((code) => code === 'enregistrement-duplique');
  expect(repeated).toHaveLength(399);
});
