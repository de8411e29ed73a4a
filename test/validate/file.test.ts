import { expect, test } from 'vitest';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { GOLDEN, judge, readJsonFile } from '../support/engine.ts';

const record = (version: string): string => {
  const { marches } = readJsonFile(`examples/${version}/valid/base-marche.json`) as {
    marches: unknown[] | { marche: unknown[] };
  };
  return JSON.stringify(Array.isArray(marches) ? marches[0] : marches.marche[0]);
};
const [GOOD, OLD] = [record('2.0.3'), record('1.5.0')];
const list = (...records: string[]): string => `{"marche":[${records.join()}]}`;

/** A key that comes twice: the later value counts, as with JSON.parse, for the verdict on the whole; every record is judged all the same. */
test.each([
  ['2.0.3', `{"marches":${list('{}')},"marches":${list(GOOD)}}`, true],
  ['2.0.3', `{"marches":${list(GOOD)},"marches":${list('{}')}}`, false],
  ['2.0.3', `{"marches":{"marche":[{}],"marche":[${GOOD}]}}`, true],
  ['2.0.3', `{"marches":{"marche":[${GOOD}],"marche":[{}]}}`, false],
  ['2.0.3', `{"marches":${list('{}')},"marches":{"contrat-concession":[]}}`, true],
  ['2.0.3', `{"marches":${list(GOOD)},"marches":[]}`, false],
  ['1.5.0', `{"marches":[${OLD}],"marches":[${OLD}]}`, true],
  ['1.5.0', `{"marches":[${OLD},${OLD}],"marches":[${OLD}]}`, true],
  ['1.5.0', `{"marches":[${OLD}],"marches":[${OLD},${OLD}]}`, false],
])('the verdict of %s on a file with a repeated key is that on its last value (%#)', async (version, text, valid) => {
  const judged = judge(text, await loadVersion(version));
  expect(judged.schemaVerdict).toBe(valid);
  expect(judged.findings.map(({ code }) => code)).toContain('syntax.duplicate-key');
});

test('what is wrong at the root has its place, and comes after the records', async () => {
  const text = `{\n  "auteur": "mairie",\n  "marches": {\n    "accordCadre": [],\n    "marche": []\n  }\n}`;
  const { findings } = judge(text, await loadVersion(GOLDEN));
  expect(findings.map(({ code, path, position }) => [code, path, position?.line, position?.column])).toEqual([
    ['schema.additionalProperties', '/auteur', 2, 3],
    ['schema.anyOf', '/marches', 3, 14],
    ['schema.additionalProperties', '/marches/accordCadre', 4, 5],
  ]);
});

test.each([
  ['a version that does not exist', '"version":"9.9",', ['structure.version-label']],
  ['the version applied', `"version":"2.1",`, []],
])('a file that announces %s', async (_, label, codes) => {
  const { findings, counts } = judge(`{${label}"marches":${list(GOOD)}}`, await loadVersion(GOLDEN));
  expect(findings.map(({ code }) => code)).toEqual(codes);
  expect(counts).toEqual({ error: 0, warning: codes.length, info: 0 });
});

test('a label after the records is noticed, although it comes too late to choose the version', async () => {
  const { findings } = judge(`{"marches":${list(GOOD)},"version":"2.1"}`, await loadVersion('2.0.3'));
  expect(findings).toMatchObject([
    { code: 'structure.version-label', severity: 'warning', params: { label: '2.1', version: '2.0.3' } },
  ]);
});

test('a record with a hostile list is judged in time: a hundred thousand values at most, each looked at once', async () => {
  const many = GOOD.replace(
    /"titulaires":\[/,
    `"titulaires":[${Array.from({ length: 24_000 }, (_, i) => `{"titulaire":{"typeIdentifiant":"SIRET","id":"${i}"}},`).join('')}`,
  );
  const { findings } = judge(
    `{"marches":${list(many, many.replace('"titulaires":[', `"titulaires":[${'0,'.repeat(90_000)}`))}}`,
    await loadVersion('2.0.3'),
  );
  expect(findings.map(({ code, path }) => [code, path])).toEqual([['structure.too-many-values', '/marches/marche/1']]);
});
