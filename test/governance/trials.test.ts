/** What was tried of the mutants of rules is not tried again, and nothing that a trial depends on may change unnoticed. */
import { beforeAll, expect, test } from 'vitest';
import { EXAMPLES_DAY } from '../../src/governance/examples/all.node.ts';
import { ruleMutants } from '../../src/governance/mutation/rules/enumerate.ts';
import { type ExampleSet, type Memory, type Trials, unnoticedRules } from '../../src/governance/mutation/rules/judge.ts';
import { sumOfValues } from '../../src/governance/proofs.node.ts';
import { moduleOf } from '../../src/host/in-memory.node.ts';
import { rightRules } from '../../src/rules/check-rule.ts';
import type { CheckedRule } from '../../src/rules/checked-rule.ts';
import type { RulesModule } from '../../src/rules/compiled.ts';
import { library } from '../../src/rules/library.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import type { Validator, Version } from '../../src/validate/types.ts';
import { GOLDEN } from '../support/engine.ts';
import { exampleFiles } from './support.ts';

const RULE = 'avance-sans-taux';

let version: Version;
let rules: CheckedRule[];
let texts: string[];

beforeAll(async () => {
  version = await loadVersion(GOLDEN);
  rules = rightRules(version.model, version.model.rules.filter(({ id }) => id === RULE)); // oxfmt-ignore
  texts = [...(await exampleFiles(GOLDEN))]
    .filter(([path]) => /avance/.test(path) && path.endsWith('.json') && !path.endsWith('.findings.json'))
    .map(([, text]) => text);
});

/** A memory of its own, which says how much was compiled. */
function remembering() {
  const kept = new Map<string, Trials>();
  const keys = new Set<string>();
  const memory: Memory = {
    of: (inputs) => {
      const key = sumOfValues(inputs);
      keys.add(key);
      return Promise.resolve({ before: kept.get(key), keep: (trials) => Promise.resolve(void kept.set(key, trials)) });
    },
    sumOf: sumOfValues,
  };
  const compiled: number[] = [];
  const load = async (source: string) => {
    const module = (await moduleOf<RulesModule>(source)).compile(library({}, EXAMPLES_DAY));
    compiled.push(module.marche.entries.length + module.concession.entries.length);
    return module;
  };
  const ask = async (set: Partial<ExampleSet> = {}, asked = rules): Promise<string[]> => {
    const sets = [{ version, texts, ...set }];
    const how = { load, isSame: () => false };
    const { unnoticed } = await unnoticedRules(ruleMutants(asked), asked, version.model, sets, { ...how, memory });
    const { unnoticed: anew } = await unnoticedRules(ruleMutants(asked), asked, version.model, sets, how);
    compiled.pop();
    const ids = (mutants: Iterable<{ id: string }>) => Array.from(mutants, ({ id }) => id);
    expect(ids(unnoticed)).toEqual(ids(anew));
    return ids(unnoticed);
  };
  return { ask, compiled, keys };
}

/** Refuses the advance of each record. */
const refusing: Validator = Object.assign(() => false, {
  errors: [{ keyword: 'type', instancePath: '/attributionAvance', schemaPath: '#/type', params: { type: 'string' } }],
});

test('the same examples are not tried again', async () => {
  const { ask, compiled } = remembering();
  const first = await ask();
  expect(await ask()).toEqual(first);
  expect(compiled).toHaveLength(1);
});

test('of one more example only what none noticed is tried', async () => {
  const { ask, compiled } = remembering();
  await ask({ texts: [] });
  await ask({ texts: texts.slice(1) });
  await ask();
  const [whole = 0, left = 0] = compiled;
  expect(compiled).toHaveLength(2);
  expect(left).toBeLessThan(whole);
});

test('a mutant whose example is gone, or is another text, is tried again on all', async () => {
  const { ask } = remembering();
  const unnoticed = await ask();
  const without = texts.filter((text) => !text.includes('tauxAvance'));
  expect((await ask({ texts: without })).length).toBeGreaterThan(unnoticed.length);
  expect(await ask()).toEqual(unnoticed);
  const others = texts.map((text) => text.replace(/("attributionAvance": *)true/g, '$1false'));
  expect((await ask({ texts: others })).length).toBeGreaterThan(unnoticed.length);
});

test('an example of which the schema refuses what a rule reads is tried again', async () => {
  const { ask } = remembering();
  const unnoticed = await ask();
  const stricter = { ...version, validators: { ...version.validators, marche: refusing } };
  expect((await ask({ version: stricter })).length).toBeGreaterThan(unnoticed.length);
});

test('another expression or another fact of a rule, and another list of records, are other trials', async () => {
  const { ask, keys } = remembering();
  await ask();
  const [checked] = rules as [CheckedRule];
  const { rule } = checked;
  const other = rightRules(version.model, [{ ...rule, consolidation: rule.consolidation === 'drop' ? 'none' : 'drop' }]);
  await ask({}, other);
  await ask({}, rightRules(version.model, [{ ...rule, on: rule.on.map((entry) => ({ ...entry, assert: 'true' })) }]));
  const { lists, unicodePatterns, schema, fields, codelists, rules: own } = version.model;
  const twice = { version: GOLDEN, lists: [...lists, ...lists], unicodePatterns, schema, fields, codelists, rules: own };
  await ask({ version: { ...version, model: twice } });
  expect(keys.size).toBe(4);
});
