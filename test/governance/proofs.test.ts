import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { EXAMPLES_DAY, type Judge, type JudgingRules, whatJudges } from '../../src/governance/examples/all.node.ts';
import { Examples, type Origin } from '../../src/governance/examples/origin.ts';
import { proved, sumOfValues, type SumOfBuilt } from '../../src/governance/proofs.node.ts';
import type { Rule } from '../../src/model/rules.ts';
import type { Release } from '../../src/model/releases.ts';
import type { Model } from '../../src/model/types.ts';
import { GOLDEN } from '../support/engine.ts';
import { modelOf } from './support.ts';

const top = mkdtempSync(join(tmpdir(), 'decp-proofs-'));
afterAll(() => {
  rmSync(top, { recursive: true });
});

/** A store of its own. */
const store = (code = 'code', folder = mkdtempSync(join(top, 'd'))) => ({ folder, code: () => Promise.resolve(code) });
const INPUTS = ['examples', { schema: { maxLength: 3 } }, new Map([['valid/a.json', '{}']])];
const fresh = (value: unknown) => () => value;

test('a proof that is kept says what was found, and nothing is looked for again', async () => {
  const kept = store();
  const found = { problems: [{ file: 'a', fr: 'é' }], none: undefined };
  const first = await proved(INPUTS, fresh(found), kept);
  const second = await proved(INPUTS, () => expect.unreachable('looked for again'), kept);
  expect([first.isKept, second.isKept]).toEqual([false, true]);
  expect(second.value).toStrictEqual(first.value);
});

test('another input, another content of an example or other code is proved anew, whatever older proofs say', async () => {
  const kept = store();
  await proved(INPUTS, fresh('old'), kept);
  const others = [
    [INPUTS.toSpliced(1, 1, { schema: { maxLength: 4 } }), kept],
    [INPUTS.toSpliced(2, 1, new Map([['valid/a.json', '{ }']])), kept],
    [INPUTS, store('other code', kept.folder)],
  ] as const;
  for (const [inputs, where] of others)
    expect(await proved(inputs, fresh('new'), where)).toEqual({ value: 'new', isKept: false });
});

test('values that are written alike have different sums', () => {
  const values: unknown[] = [
    ...[[['ab', 'c']], [['a', 'bc']], [['a', ['b', 'c']]], [[['a', 'b'], 'c']], ['a', 'b', 'c'], [], [[]], [{}], [new Map()]],
    ...[[new Set()], [['a', 1]], [['a', '1']], [new Map([['a', 1]])], [{ a: 1 }], [null], [undefined], ['null'], [true]],
    ...[[{ a: new Map([['b', 1]]) }], [{ a: new Map([['b', 2]]) }], [{ a: new Set([1]) }]],
  ];
  expect(new Set(values.map((value) => sumOfValues(value as unknown[]))).size).toBe(values.length);
});

test('the sum of a value is that of what it says now, unless nothing in it can change', () => {
  const [inner, list] = [{ maxLength: 3 }, new Map([['a', 1]])];
  const half = Object.freeze({ inner, list });
  const before = sumOfValues([half]);
  inner.maxLength = 4;
  const after = sumOfValues([half]);
  list.set('a', 2);
  expect(new Set([before, after, sumOfValues([half])]).size).toBe(3);
  expect(sumOfValues([Object.freeze({ a: Object.freeze([1]) })])).toBe(sumOfValues([{ a: [1] }]));
});

const EXAMPLE = 'valid/a.json';
const FOUND: Origin = { file: 'examples/cases/a.yaml', at: '/0/cases/0', name: 'a', place: () => undefined };
const { version, lists, unicodePatterns, schema, fields, codelists, rules } = await modelOf(GOLDEN);
const model: Model = { version, lists, unicodePatterns, schema, fields, codelists, rules };
const RULES: JudgingRules = { source: 'compiled', rules: [], listsSum: 'lists', compiled: () => expect.unreachable() };
const sumOfBuilt: SumOfBuilt = (versions, options) => Promise.resolve(JSON.stringify([versions, options]));

/** What the proof of the examples of a draft is kept by, with something else in some place. */
async function keptBy({
  files = new Map([[EXAMPLE, '{}']]),
  judge = {},
  book = {},
  built = sumOfBuilt,
  inForce = '2.0.3',
}: {
  files?: ReadonlyMap<string, string>;
  judge?: Partial<Judge>;
  book?: Partial<JudgingRules>;
  built?: SumOfBuilt;
  inForce?: string;
}): Promise<string> {
  return sumOfValues(await whatJudges(files, { model, label: '2.2', ...judge }, { ...RULES, ...book }, built, releases(inForce)));
}

const releases = (inForce: string): Release[] =>
  ['2.0.2', '2.0.3'].map((one) => ({ version: one, status: one === inForce ? 'en vigueur' : 'remplacée' }));

test.each<[what: string, other: Parameters<typeof keptBy>[0]]>([
  ['the text of an example', { files: new Map([[EXAMPLE, '{ }']]) }],
  ['the name of an example', { files: new Map([['invalid/a.json', '{}']]) }],
  ['an example more', { files: new Map([[EXAMPLE, '{}'], ['valid/b.json', '{}']]) }], // oxfmt-ignore
  ['where an example is written', { files: new Examples([[EXAMPLE, '{}']], new Map([[EXAMPLE, FOUND]])) }],
  ...Object.entries({
    version: '9.9.9',
    lists: [],
    unicodePatterns: !model.unicodePatterns,
    schema: {},
    fields: {},
    codelists: {},
    rules: [],
  } satisfies Model).map(
    // oxfmt-ignore
    ([part, value]): [string, Parameters<typeof keptBy>[0]] => [
      `the Model: ${part}`,
      { judge: { model: { ...model, [part]: value } } },
    ],
  ),
  ['the label', { judge: { label: '3.0' } }],
  ['the judge of the build', { judge: { isBuilt: true } }],
  ['what the rules compile to', { book: { source: 'other' } }],
  ['what the rules say', { book: { rules: [{ id: 'a' } as Rule] } }],
  ['the lists that rules look in', { book: { listsSum: 'other' } }],
  ['what was built', { built: () => Promise.resolve('other') }],
  // What it refuses of a new code or field is a finding of the examples (`rules.left-out`).
  ['the version that the State applies', { inForce: '2.0.2' }],
])('a proof of examples hangs on %s', async (_, other) => {
  expect(await keptBy(other)).not.toBe(await keptBy({}));
});

test('a proof of examples hangs on their day and on rules being given', async () => {
  const inputs = await whatJudges(new Map(), { model, label: '2.2' }, undefined, sumOfBuilt, releases('2.0.3'));
  expect(inputs).toContain(EXAMPLES_DAY);
  expect(sumOfValues(inputs)).not.toBe(await keptBy({ files: new Map() }));
});

test('a code or a field that no rule reads leaves the proofs of the versions of the build', async () => {
  const judge = { model, label: '2.0', isBuilt: true } as const;
  expect(await keptBy({ judge })).toBe(await keptBy({ judge: { ...judge, model: { ...model, codelists: {} } } }));
});
