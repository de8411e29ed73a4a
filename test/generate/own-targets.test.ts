import { describe, expect, test } from 'vitest';
import { codelists } from '../../src/generate/codelists.ts';
import { dataPackage } from '../../src/generate/data-package.ts';
import { dictionary } from '../../src/generate/dictionary.ts';
import { openapi } from '../../src/generate/openapi.ts';
import { sql } from '../../src/generate/sql.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { GOLDEN } from '../support/engine.ts';

const TARGETS = { codelists, dictionary, openapi, sql };

describe.each(Object.entries(TARGETS))('%s', (_, generate) => {
  test('ends each file with one line break', async () => {
    for (const { path, text } of generate((await loadVersion(GOLDEN)).model)) expect(text, path).toMatch(/[^\n]\n$/);
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
