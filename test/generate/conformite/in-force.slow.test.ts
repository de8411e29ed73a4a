/** The conformance kit of the version in force: the rules of the draft in its names, on records that its own schema judged. */
import { expect, test } from 'vitest';
import { kitFiles } from '../../../src/governance/release/artefacts/plan.node.ts';
import { readSource } from '../../../src/governance/release/artefacts/version.node.ts';
import { ruleFunctions } from '../../../src/rules/functions.ts';
import { IN_FORCE } from '../../support/engine.ts';
import { NIGHT } from '../../support/tier.ts';
import { implementation } from './by-the-readme.ts';
import { type CaseFile, failures, type Rules } from './kit.ts';
import { ours } from './ours.ts';

const source = await readSource(IN_FORCE, IN_FORCE);
const { own, rules, nomenclatures } = source;
const made = await kitFiles(source);
const read = (path: string): unknown => JSON.parse(made.find((file) => file.path === path)?.text ?? '');
const kit = read('rules.json') as Rules & { schemaVersion: string };
const files = made.flatMap(({ path, text }) => (/^cases\/(?!functions)/.test(path) ? [JSON.parse(text) as CaseFile] : []));

test('it is that of its version, with a file of cases for each rule that judges its data', () => {
  expect(kit.schemaVersion).toBe(IN_FORCE);
  expect(files.map(({ rule }) => rule).sort()).toEqual(rules.map(({ rule }) => rule.id).sort());
  const silent = files.filter(({ cases }) => !cases.some(({ expected }) => expected.length > 0));
  const loud = files.filter(({ cases }) => !cases.some(({ expected, notEvaluated }) => expected.length === 0 && !notEvaluated));
  expect([...silent, ...loud].map(({ rule }) => rule)).toEqual([]);
});

test('our compiler gives the findings of every case', async () => {
  expect(failures(kit.rules, files, await ours(kit.rules, own, nomenclatures, files[0]!.day))).toEqual([]);
});

// By day it proves itself on the kit of the draft, which has the same rules.
test.runIf(NIGHT)('another CEL implementation, decoding as README.md says, gives the findings of every case', () => {
  const functions = ruleFunctions(nomenclatures, files[0]!.day) as Readonly<Record<string, unknown>>;
  expect(failures(kit.rules, files, implementation(kit, functions))).toEqual([]);
});
