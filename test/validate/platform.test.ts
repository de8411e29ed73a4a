/** The national consolidation takes the platform that a record names (`source`) out of it before it applies its schema. */
import { expect, test } from 'vitest';
import { EXAMPLES_DAY } from '../../src/governance/examples/all.node.ts';
import { loadWithMembers } from '../../src/validate/fast-path.node.ts';
import { allRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import { cutsEvery } from '../fast-validate/cuts.ts';
import { fastJudge } from '../fast-validate/fast.ts';
import { isRefusal, slowJudge } from '../fast-validate/judge.ts';
import { disagreement } from '../fast-validate/versus.ts';
import { bytesOf } from '../read/helpers.ts';
import { readJsonFile } from '../support/engine.ts';

const firstOf = (file: string, kind: string): object => {
  const { marches } = readJsonFile(file) as { marches: Record<string, object[]> };
  return marches[kind]![0]!;
};
const marche = firstOf('examples/2.0.3/valid/base-marche.json', 'marche');
const concession = firstOf('examples/2.0.3/valid/base-concession.json', 'contrat-concession');

/** The forecast of a file of these records. */
async function forecastOf(version: string, marches: readonly object[], concessions: readonly object[] = []) {
  const loaded = await loadWithMembers(version);
  const rules = await rulesFor(version, allRules(EXAMPLES_DAY));
  const bytes = bytesOf(JSON.stringify({ marches: { marche: marches, 'contrat-concession': concessions } }));
  const slow = slowJudge(loaded, rules)(bytes);
  const fast = fastJudge(loaded, rules, undefined, { take: () => {}, count: () => true, counted: () => {} });
  if (isRefusal(slow.verdict)) throw new Error('the file of this test is JSON');
  const counted = fast(bytes, cutsEvery(500, bytes.length));
  // The fast path, with and without a report that only counts, says the same.
  expect(disagreement(slow, fastJudge(loaded, rules)(bytes, cutsEvery(500, bytes.length)))).toBeUndefined();
  expect(counted.verdict).toEqual(slow.verdict);
  return slow.verdict.rules!.forecast!;
}

test('a record that names its platform is published', async () => {
  const named = { source: 'Profil acheteur inventé' };
  const forecast = await forecastOf('2.0.3', [marche, { ...marche, ...named, id: '2024-2' }], [{ ...concession, ...named }]);
  expect(forecast).toMatchObject({ publish: 3, drop: 0, unknown: 0 });
});

test('it is left out for anything else that the schema refuses in it, or where it says to be a test', async () => {
  const forecast = await forecastOf('2.0.3', [
    { ...marche, source: 'AIFE_test' },
    { ...marche, source: 'PLACE', montant: 'cent' },
    { ...marche, source: 'PLACE', inconnu: 1 },
    { ...marche, source: 'PLACE', lieuExecution: { source: 'PLACE' } },
  ]);
  expect(forecast).toMatchObject({ publish: 0, drop: 4, reasons: { drop: { schema: 4 } } });
});

test('rules leave it out as they do others', async () => {
  const late = { ...marche, dateNotification: '2999-01-01' };
  const { reasons: plain } = await forecastOf('2.0.3', [late]);
  const { drop, reasons } = await forecastOf('2.0.3', [{ ...late, source: 'PLACE' }]);
  expect(drop).toBe(1);
  expect(reasons).toEqual(plain);
});

test('the same holds for what is checked by another version than the one in force', async () => {
  const forecast = await forecastOf('2.1.0', [
    { ...marche, source: 'PLACE' },
    { ...marche, source: 'AIFE_test' },
  ]);
  expect(forecast).toMatchObject({ schema: '2.0.3', publish: 1, drop: 1 });
});
