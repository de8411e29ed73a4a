import { expect, test } from 'vitest';
import { loadRules, ruleIndex } from '../../src/validate/load-rules.node.ts';
import { loadVersion, versionIndex } from '../../src/validate/registry.node.ts';
import { readJsonFile } from '../support/engine.ts';

test('a Model that is read in parts is the Model that was built', async () => {
  for (const { version } of await versionIndex()) {
    const { model } = await loadVersion(version);
    expect(structuredClone(model)).toEqual(readJsonFile(`dist/versions/${version}/model.json`));
  }
});

test('lists of codes that are read one by one are those that were built, under every name', async () => {
  const { nomenclatures } = await loadRules();
  expect(structuredClone(nomenclatures)).toEqual(readJsonFile('dist/rules/nomenclatures.json'));
});

test('the index of the rules says what the rules say', async () => {
  const { rules, version } = await loadRules();
  const index = await ruleIndex();
  expect(index.version).toBe(version);
  expect(rules.map(({ id }) => id)).toEqual(index.rules.map(({ id }) => id));
  expect(rules).toMatchObject(index.rules);
});
