import { describe, expect, test } from 'vitest';
import { codelists } from '../../src/generate/codelists.ts';
import { dataPackage } from '../../src/generate/data-package.ts';
import { dictionary } from '../../src/generate/dictionary.ts';
import { openapi } from '../../src/generate/openapi.ts';
import { sql } from '../../src/generate/sql.ts';
import type { Model } from '../../src/model/types.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';

const TARGETS = { codelists, dictionary, openapi, sql };

describe.each(Object.entries(TARGETS))('%s', (_, generate) => {
  test('gives the same bytes twice, also for a model that was read anew', async () => {
    const { model } = await loadVersion('next');
    const anew = JSON.parse(JSON.stringify(model)) as Model;
    expect(generate(model)).toEqual(generate(model));
    expect(generate(anew)).toEqual(generate(model));
  });

  test('names each file once, and ends each with one line break', async () => {
    const files = generate((await loadVersion('next')).model);
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
    for (const { path, text } of files) expect(text, path).toMatch(/[^\n]\n$/);
  });
});

test.each([
  ['data-package', dataPackage],
  ['openapi', openapi],
  ['sql', sql],
])('%s refuses a version that was published with another layout, in a clear sentence', async (target, generate) => {
  const { model } = await loadVersion('2.0.3');
  expect(() => generate(model)).toThrow(
    `${target}: made for « next » and the versions from 2.1.0 on; 2.0.3 was published with another layout`,
  );
  expect(() => generate({ ...model, version: '2.1.0' })).not.toThrow();
});
