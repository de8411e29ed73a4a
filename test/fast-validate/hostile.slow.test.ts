import { beforeAll, expect, test } from 'vitest';
import { loadWithMembers } from '../../src/validate/fast-path.node.ts';
import { allRules, rulesFor } from '../../src/validate/load-rules.node.ts';
import type { Version } from '../../src/validate/types.ts';
import { readText } from '../support/engine.ts';
import { type CountedJudges, countedJudges } from './counted.ts';
import { fastJudge } from './fast.ts';
import { type Judge, slowJudge } from './judge.ts';
import { disagreement } from './versus.ts';

type Root = { marches: { marche: Record<string, unknown>[] } };

let version: Version;
/** With the rules, and without. */
let judges: { slow: Judge; fast: Judge; counted: CountedJudges }[];
beforeAll(async () => {
  version = await loadWithMembers('2.0.3');
  judges = [await rulesFor('2.0.3', allRules('2026-12-31')), undefined].map((run) => ({
    slow: slowJudge(version, run),
    fast: fastJudge(version, run),
    counted: countedJudges(version, run),
  }));
});

const base = (): Record<string, unknown> =>
  (JSON.parse(readText('examples/2.0.3/valid/base-marche.json')) as Root).marches.marche[0]!;

const fileOf = (records: readonly Record<string, unknown>[]): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ marches: { marche: records } }));

function codesOf(bytes: Uint8Array): string[] {
  const [withRules] = judges as [(typeof judges)[0]];
  const slow = withRules.slow(bytes);
  expect(disagreement(slow, withRules.fast(bytes))).toBeUndefined();
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

/** The first record of the base file, with more members at its end, written as they are. */
const withMembers = (members: string): Uint8Array => {
  const text = new TextDecoder().decode(
    fileOf([
      { ...base(), id: '2026-1' },
      { ...base(), id: '2026-2' },
    ]),
  );
  return new TextEncoder().encode(text.replace('},{', `${members}},{`));
};

const UNSOUND = [
  'abc',
  '[abc]',
  'tr',
  'nul',
  'nullx',
  '"\\u1"',
  '"\\x"',
  '-',
  '1e',
  '01',
  '{"a" 1}',
  '{"a":1 "b":2}',
  '[1,]',
  '{abc}',
];
const SOUND = [
  'null',
  'true',
  '0',
  '1e400',
  '12345678901234567890',
  '"é"',
  '"\\u00e9"',
  '[]',
  '{"a":[1,{"b":null}]}',
  '{"a":1,"a":2}',
];

test.each([...UNSOUND, ...SOUND])(
  'a key that the schema does not have, with the value %s, is reported as by the slow path',
  (value) => {
    for (const { counted, slow, fast } of judges) {
      for (const key of ['"x"', '"\\u0078"', '"montant"', '""', '"\\ud800"', '"\\y"']) {
        const bytes = withMembers(`,${key}:${value}`);
        expect(disagreement(counted.slow(bytes), counted.fast(bytes)), key).toBeUndefined();
        expect(disagreement(slow(bytes), fast(bytes)), key).toBeUndefined();
      }
    }
  },
);

test.each(['\\"', '\\"x', '\\u0022', '\\u0022,', '\\u0000', '\\n', '\\ud800'])('a code followed by %s is no code', (tail) => {
  const text = new TextDecoder().decode(fileOf([base()]));
  const codes = [
    ...new Set(
      text.match(/"(?:Marché|Procédure adaptée|Code [^"]+|SIRET|Forfaitaire|Unitaire|Pas de [^"]*|Définitif ferme|Sans objet)"/g),
    ),
  ];
  expect(codes.length).toBeGreaterThan(3);
  for (const code of codes) {
    const bytes = new TextEncoder().encode(text.replace(code, `${code.slice(0, -1)}${tail}"`));
    expect(
      codesOf(bytes).filter((found) => found.startsWith('schema.')),
      code,
    ).not.toEqual([]);
  }
});

test('a code is the same with its letters escaped', () => {
  const text = new TextDecoder().decode(fileOf([base()]));
  const escaped = text.replaceAll(/[^\u0000-\u007f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  expect(escaped).not.toBe(text);
  expect(codesOf(new TextEncoder().encode(escaped))).toEqual(codesOf(new TextEncoder().encode(text)));
});
