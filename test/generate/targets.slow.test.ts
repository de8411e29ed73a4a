import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TARGETS, targetsOf } from '../../src/generate/targets.node.ts';
import { loadVersion, versionIndex } from '../../src/validate/registry.node.ts';
import { FROZEN, IN_FORCE, NEWEST, ROOT } from '../support/engine.ts';
import { NIGHT } from '../support/tier.ts';

const { model } = await loadVersion(NEWEST);

/** Where the golden file of each target is: what people read of it changes only when somebody looks. */
const GOLDEN: Record<string, string> = {
  schemas: 'test/golden/generate/json-schema',
  types: 'test/golden/generate/types/decp.d.ts.txt',
  xsd: 'test/golden/generate/decp.xsd',
  'data-package': 'test/golden/generate/datapackage.json',
  template: 'test/golden/template',
  codelists: 'test/golden/generate/codelists.json',
  dictionary: 'test/golden/generate/dictionnaire.md',
  openapi: 'test/golden/generate/openapi.json',
  sql: 'test/golden/generate/decp.sql',
  classes: 'test/golden/generate/classes',
  recogniser: 'test/fast-validate/golden',
};

test('every target is made for the newest version, and has a golden file', () => {
  expect(targetsOf(model)).toEqual(TARGETS);
  expect(Object.keys(GOLDEN)).toEqual(TARGETS.map(({ name }) => name));
  for (const path of Object.values(GOLDEN)) expect(existsSync(`${ROOT}${path}`), path).toBe(true);
});

test('schemas, types, codelists and dictionary are made for every version, all forms from 2.0.1 on', async () => {
  for (const { version } of await versionIndex()) {
    const names = targetsOf((await loadVersion(version)).model).map(({ name }) => name);
    if (FROZEN.includes(version) && version < '2.0.1') expect(names).toEqual(['schemas', 'types', 'codelists', 'dictionary']);
    else expect(names).toEqual(TARGETS.map(({ name }) => name));
  }
});

/** By day the newest version, which is a proposal, and by night those of the law too. */
const SOME = NIGHT ? [NEWEST, '2.0.1', '2.0.2', IN_FORCE] : [NEWEST];

test.each(SOME.flatMap((version) => TARGETS.map(({ name, make }) => ({ version, name, make }))))(
  '$name of $version: files under names of their own that stay in their folder, which say neither a day nor a path of this machine',
  async ({ version, make }) => {
    const files = await make((await loadVersion(version)).model);
    expect(files.length).toBeGreaterThan(0);
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
    const today = new Date().toISOString().slice(0, 10);
    for (const file of files) {
      expect(file.path).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9._-]+)*$/);
      if (!('text' in file)) continue;
      expect(file.text.includes(ROOT)).toBe(false);
      expect(file.text.includes(today)).toBe(false);
    }
  },
);
