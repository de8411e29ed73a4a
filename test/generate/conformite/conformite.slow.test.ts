import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { readExamples } from '../../../src/governance/examples/all.node.ts';
import { conformiteFiles } from '../../../src/governance/build/dist-files.node.ts';
import { readFileSync } from 'node:fs';
import { under } from '../../../src/host/paths.node.ts';
import { loadVersion } from '../../../src/validate/registry.node.ts';
import { checkRule } from '../../../src/rules/check-rule.ts';
import type { CheckedRule } from '../../../src/rules/checked-rule.ts';
import { appliesTo } from '../../../src/rules/roster.ts';
import { ruleFunctions } from '../../../src/rules/functions.ts';
import type { Nomenclatures } from '../../../src/rules/nomenclature-names.ts';
import { implementation } from './by-the-readme.ts';
import { type CaseFile, caseFiles, failures, type FunctionCases, type KitRule, readKit, readText, type Rules } from './kit.ts';
import { ours } from './ours.ts';

const kit = readKit('rules.json') as Rules;
const nomenclatures = readKit('nomenclatures.json') as Nomenclatures;
const functionCases = readKit('cases/functions.json') as FunctionCases;
const files = caseFiles();
const { day } = functionCases;
const { model } = await loadVersion('next');
const functions = ruleFunctions(nomenclatures, day) as Readonly<Record<string, unknown>>;
const byTheReadme = implementation(kit, functions);
const own = await ours(kit.rules, model, nomenclatures, day);

describe('the conformance kit', () => {
  test('our compiler gives the findings of every case', () => {
    expect(failures(kit.rules, files, own)).toEqual([]);
  });

  test('another CEL implementation, decoding as README.md says, gives the findings of every case', () => {
    expect(failures(kit.rules, files, byTheReadme)).toEqual([]);
  });

  test('our functions give the results of their table', () => {
    for (const { function: name, arguments: args, result } of functionCases.cases)
      expect((functions[name] as (...values: unknown[]) => unknown)(...args), `${name}(${JSON.stringify(args)})`).toBe(result);
  });

  test('each function has cases, and those that answer yes or no answer both', () => {
    for (const { name, result } of kit.functions) {
      const results = functionCases.cases.filter((each) => each.function === name).map((each) => each.result);
      expect(results.length, name).toBeGreaterThan(0);
      if (result === 'bool') expect(new Set(results), name).toEqual(new Set([true, false]));
    }
  });

  test('each rule has a case with a finding and a case without, all on one day and of one version of the rules', () => {
    expect(files.map(({ rule }) => rule)).toEqual(kit.rules.map(({ id }) => id).sort());
    const silent = files.filter(({ cases }) => !cases.some(({ expected }) => expected.length > 0));
    const loud = files.filter(({ cases }) => !cases.some(({ expected, notEvaluated }) => expected.length === 0 && !notEvaluated));
    expect([...silent, ...loud].map(({ rule }) => rule)).toEqual([]);
    expect(new Set(files.map((file) => `${file.day} ${file.rulesVersion}`))).toEqual(new Set([`${day} ${kit.version}`]));
  });

  test('each entry of a rule finds something in some case', () => {
    const mute = kit.rules.flatMap(({ id, on }) => {
      const found = new Set(
        files.find(({ rule }) => rule === id)?.cases.flatMap(({ expected }) => expected.map(({ entry }) => entry)),
      );
      return on.flatMap((_, index) => (found.has(index) ? [] : [`${id}/on/${index}`]));
    });
    expect(mute).toEqual([]);
  });

  test('some cases are refused by the schema, some have a list too long, some numbers written otherwise', () => {
    const cases = files.flatMap((file) => file.cases);
    expect(cases.filter(({ schemaFaults, notEvaluated }) => schemaFaults && notEvaluated).length).toBeGreaterThan(
      kit.rules.length,
    );
    expect(cases.filter(({ schemaFaults, notEvaluated }) => !schemaFaults && notEvaluated).length).toBeGreaterThan(0);
    expect(files.some(({ rule }) => /"dureeMois":\d+\.0/.test(readText(`cases/${rule}.json`)))).toBe(true);
    const huge = cases.filter(({ name }) => name.includes('9007199254740993'));
    expect(huge.map(({ expected }) => expected.length)).toEqual([2]);
  });

  test('its schema, strict, accepts its files and refuses others', () => {
    const ajv = new Ajv2020({ strict: true, allErrors: true });
    ajv.addSchema(readKit('conformite.schema.json') as object, 'kit');
    const accepts = (name: string, value: unknown) => [ajv.validate({ $ref: `kit#/$defs/${name}` }, value), ajv.errorsText()];
    expect(accepts('rules', kit)).toEqual([true, 'No errors']);
    expect(accepts('functionCases', functionCases)).toEqual([true, 'No errors']);
    for (const file of files) expect([file.rule, ...accepts('cases', file)]).toEqual([file.rule, true, 'No errors']);
    const [first] = files as [CaseFile];
    expect(accepts('cases', { ...first, day: 'demain' })[0]).toBe(false);
    expect(accepts('cases', { ...first, cases: [{ ...first.cases[0], expected: [{ path: 'sans barre' }] }] })[0]).toBe(false);
    expect(ajv.validate('kit', first)).toBe(true);
  });

  test('its build gives the same bytes again, which are those of dist/', async () => {
    const rules = model.rules.filter((rule) => appliesTo(rule, 'next')).map((rule) => checkRule(rule, model) as CheckedRule);
    const validators = readFileSync(under('dist', 'versions', 'next', 'validators.js'), 'utf8');
    const again = await conformiteFiles({ own: model, rules }, model, nomenclatures, validators, await readExamples('next'));
    for (const { path, text } of again) expect(text === readText(path.replace('conformite/', '')), path).toBe(true);
  });

  test('all entries have the same shape, and the forms of VAT numbers stand where it says, anchored', () => {
    for (const { id, on } of kit.rules)
      for (const entry of on) expect([id, Array.isArray(entry.reads), typeof entry.quadratic]).toEqual([id, true, 'boolean']);
    const { forms = {} } = kit.functions.find(({ name }) => name === 'tvaValide') ?? {};
    expect(forms['AT']).toBe('^U[0-9]{8}$');
    for (const pattern of Object.values(forms)) expect(pattern).toMatch(/^\^.*\$$/);
  });

  test('a fault of the schema names its record where a case has several, and nothing where it has one', () => {
    const faults = files.flatMap(({ cases }) =>
      cases.flatMap(({ records, schemaFaults = [] }) => schemaFaults.map((fault) => [records !== undefined, 'record' in fault])),
    );
    expect(faults.some(([several]) => several)).toBe(true);
    for (const [several, named] of faults) expect(named).toBe(several);
  });

  test('its explanations name every function and every key of a case, in both languages', () => {
    for (const name of ['LISEZMOI.md', 'README.md'])
      for (const word of [
        ...kit.functions.map((each) => each.name),
        'schemaFaults',
        'notEvaluated',
        'expected',
        'longestList',
        'quadratic',
        'review',
        'covers',
        'fix',
        'forms',
        'tvaValide',
      ])
        expect(readText(name), `${name}: ${word}`).toContain(`\`${word}`);
  });
});

describe('the runners notice', () => {
  const { id } = kit.rules.find(({ on }) => on.every(({ scope }) => scope !== 'fichier'))!;
  const edited = (change: (file: CaseFile) => void): CaseFile[] => {
    const copy = structuredClone(files.filter(({ rule }) => rule === id));
    copy.forEach(change);
    return copy;
  };
  const withFinding = (file: CaseFile) => file.cases.find(({ expected }) => expected.length > 0)!;

  test.each<[string, (file: CaseFile) => void]>([
    ['a changed path', (file) => (withFinding(file).expected[0]!.path += '/ailleurs')],
    [
      'a finding too many',
      (file) =>
        file.cases.find(({ expected }) => expected.length === 0)!.expected.push({ entry: 0, path: '', severity: 'error' }),
    ],
    ['a finding that lacks', (file) => (withFinding(file).expected = [])],
    ['another severity', (file) => (withFinding(file).expected[0]!.severity = 'fatal')],
    ['a record not evaluated that is', (file) => (withFinding(file).notEvaluated = [{ entry: 0 }])],
    ['a fault of the schema', (file) => (withFinding(file).schemaFaults = [{ path: '' }])],
  ])('%s', (_, change) => {
    expect(failures(kit.rules, edited(change), own).length).toBeGreaterThan(0);
    expect(failures(kit.rules, edited(change), byTheReadme).length).toBeGreaterThan(0);
  });

  const cutOut = kit.rules.filter(({ on }) => on.some(({ scope }) => scope !== 'fichier')).map(({ id }) => id);
  test.each(cutOut)('the rule %s, once it asks for nothing', async (id) => {
    const muted = kit.rules.map((rule): KitRule => (rule.id === id ? { ...rule, on: rule.on.map(mute) } : rule));
    const theirs = files.filter(({ rule }) => rule === id);
    const compiled = await ours(
      muted.filter((rule) => rule.id === id),
      model,
      nomenclatures,
      day,
    );
    expect(failures(muted, theirs, compiled).length).toBeGreaterThan(0);
    expect(failures(muted, theirs, byTheReadme).length).toBeGreaterThan(0);
  });
});

const mute = (entry: KitRule['on'][number]): KitRule['on'][number] =>
  entry.scope === 'fichier' ? entry : { ...entry, assert: 'true' };
