import { describe, expect, test } from 'vitest';
import { codelists } from '../../src/generate/codelists.ts';
import { dataPackage } from '../../src/generate/data-package.ts';
import { dictionary } from '../../src/generate/dictionary.ts';
import { openapi } from '../../src/generate/openapi.ts';
import { sql } from '../../src/generate/sql.ts';
import { xsd } from '../../src/generate/xsd.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { GOLDEN, IN_FORCE } from '../support/engine.ts';

const TARGETS = { codelists, 'data-package': dataPackage, dictionary, openapi, sql, xsd };

const model = (await loadVersion(IN_FORCE)).model;
const ours = (await loadVersion(GOLDEN)).model;

describe.each(Object.entries(TARGETS))('%s', (_, generate) => {
  const files = generate(model);

  test('ends each file with one line break', () => {
    for (const { path, text } of [...files, ...generate(ours)]) expect(text, path).toMatch(/[^\n]\n$/);
  });

  test('has the same files for the version in force as for one of ours, and knows every text in them', () => {
    expect(files.map(({ path }) => path)).toEqual(generate(ours).map(({ path }) => path));
    for (const { path, text } of files) expect(text, path).not.toMatch(/undefined|\[object/);
  });
});

test('SQL calls a day of the calendar only what the schema holds to the calendar', () => {
  const domain = (text = ''): string => /COMMENT ON DOMAIN jour IS '(.*)';/.exec(text)?.[1] ?? '';
  expect(domain(sql(ours)[0]?.text)).toMatch(/^Un jour du calendrier/);
  expect(domain(sql(model)[0]?.text)).toMatch(/ne contrôle ni le calendrier/);
  expect(sql(model)[0]?.text).not.toContain('Un jour du calendrier');
});
