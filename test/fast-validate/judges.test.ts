import { expect, test } from 'vitest';
import { bytesOf } from '../read/helpers.ts';
import { completeRecord } from '../fidelity/complete.ts';
import { loadWithMembers } from '../../src/validate/fast-path.node.ts';
import { allRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import { cutsEvery } from './cuts.ts';
import { fastJudge } from './fast.ts';
import { isRefusal, type Judged, slowJudge } from './judge.ts';
import { disagreement, outcomeOf } from './versus.ts';

const version = await loadWithMembers('2.0.3');
const rules = await rulesFor('2.0.3', allRules('2026-01-01'));
const record = { ...completeRecord('2.0.3', 'marche'), montant: -0, nature: 'Marche', inconnu: 1 };
const bytes = bytesOf(`{"marches":{"marche":[${JSON.stringify(record).replace('"montant":0', '"montant":-0')}]}}`);
const slow = slowJudge(version, rules);

type Finding = Judged['findings'][number];
const first = ({ findings }: Judged): Finding => findings[0]!;
const verdictOf = ({ verdict }: Judged) => {
  if (isRefusal(verdict)) throw new Error('the file of this test is JSON');
  return verdict;
};

/** One fault a field that the contract speaks of. */
const FAULTS: Record<string, (judged: Judged) => void> = {
  'a code': (judged) => (first(judged).code = 'schema.const'),
  'a severity': (judged) => (first(judged).severity = 'warning'),
  'a path': (judged) => (first(judged).path += '/0'),
  'an offset': (judged) => first(judged).position!.offset++,
  'a line': (judged) => first(judged).position!.line++,
  'a column': (judged) => first(judged).position!.column++,
  'a position that is lost': (judged) => delete first(judged).position,
  'the index of a record': (judged) => first(judged).record!.index++,
  'the kind of a record': (judged) => (first(judged).record!.kind = 'contrat-concession'),
  'the id of a record': (judged) => delete first(judged).record!.id,
  'the buyer of a record': (judged) => (first(judged).record!.buyer = '0'),
  'a parameter': (judged) => (first(judged).params['property'] = 'id'),
  'the sign of a zero': (judged) => (judged.findings.find(({ params }) => Object.is(params['value'], -0))!.params['value'] = 0),
  'a parameter that says undefined': (judged) => (first(judged).params['length'] = undefined),
  'the order of parameters': (judged) => {
    const finding = judged.findings.find(({ code }) => code === 'schema.minimum')!;
    finding.params = { value: finding.params['value'], limit: finding.params['limit'] };
  },
  'a finding that is lost': (judged) => judged.findings.pop(),
  'a finding that comes twice': (judged) => judged.findings.push(judged.findings.at(-1)!),
  'the order of findings': (judged) => judged.findings.reverse(),
  'parsed or not': (judged) => (verdictOf(judged).parsed = false),
  'the verdict of the schema': (judged) => (verdictOf(judged).schemaVerdict = null),
  'records by kind': (judged) => verdictOf(judged).records.marche++,
  'records that conform': (judged) => verdictOf(judged).records.conforming++,
  'a count by severity': (judged) => verdictOf(judged).counts.warning++,
  'rules that were not evaluated': (judged) => verdictOf(judged).rules!.notEvaluated++,
  'a forecast': (judged) => (verdictOf(judged).rules!.forecast = null),
  'a refusal': (judged) => (judged.verdict = { code: 'syntax.empty', params: {}, position: undefined }),
};

test('the two judges agree on a file with findings of schema and rules', () => {
  expect(first(slow(bytes)).code).toMatch(/^schema\./);
  expect(disagreement(slow(bytes), fastJudge(version, rules)(bytes, cutsEvery(7, bytes.length)))).toBeUndefined();
});

test.each(Object.entries(FAULTS))('%s that differs is noticed', (_, spoil) => {
  const judged = slow(bytes);
  expect(disagreement(slow(bytes), judged)).toBeUndefined();
  spoil(judged);
  expect(disagreement(slow(bytes), judged)).toMatch(/expected/);
});

test('a refusal is compared with its values and its place, and a judge that breaks never agrees', () => {
  const html = bytesOf('  <html>');
  const refused = slow(html);
  expect(refused.verdict).toEqual({
    code: 'syntax.not-json',
    params: { found: '<html>' },
    position: { offset: 2, line: 1, column: 3 },
  });
  for (const other of ['   <html>', ' <html>', '  <html'])
    expect(disagreement(refused, slow(bytesOf(other)))).toMatch(/expected/);
  const broken = outcomeOf(() => {
    throw new TypeError('no such thing');
  }, html);
  expect(disagreement(broken, broken)).toBe('the slow path broke: TypeError: no such thing');
  expect(disagreement(refused, broken)).toBe('the fast path broke: TypeError: no such thing');
});
