import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codelists } from '../../src/generate/codelists.ts';
import { CODE_COLUMNS, readCodelists } from '../../src/model/codelists.ts';
import type { Code, Model } from '../../src/model/types.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { GOLDEN, VERSIONS } from '../support/engine.ts';
import { goldenModel } from '../support/golden-model.ts';
import { draws } from '../support/tier.ts';
import { anyCharacter } from '../support/any-character.ts';

const next = (await loadVersion(GOLDEN)).model;
const filesOf = (model: Model) => new Map(codelists(model).map(({ path, text }) => [path, text]));
const readBack = (model: Model) => readCodelists(filesOf(model));

test.each(['codelists.json', 'codelists/nature-marche.csv', 'codelists/nature-marche.json'])(
  '%s reads as in its golden file',
  async (path) => {
    await expect(filesOf(goldenModel).get(path)).toMatchFileSnapshot(`../golden/generate/${path}`);
  },
);

test.each(VERSIONS)('the CSV files of %s read back as the codelists that they were made from', async (version) => {
  const { model } = await loadVersion(version);
  expect(readBack(model)).toEqual(model.codelists);
});

test('JSON holds the same codes as CSV, and the index names every file and every field with codes', () => {
  const files = filesOf(next);
  const { codelists: lists } = JSON.parse(files.get('codelists.json') ?? '') as {
    codelists: { name: string; codes: number; fields: string[]; csv: string; json: string }[];
  };
  expect(lists.flatMap(({ csv, json }) => [csv, json]).sort()).toEqual(
    [...files.keys()].filter((path) => path.includes('/')).sort(),
  );
  for (const { name, json, codes, fields } of lists) {
    expect((JSON.parse(files.get(json) ?? '') as { codes: Code[] }).codes).toEqual(next.codelists[name]);
    expect(codes).toBe(next.codelists[name]?.length);
    expect(fields.length).toBeGreaterThan(0);
  }
});

test('codes of any text come back the same: quotes, commas, line breaks, blanks at both ends', () => {
  const cell = fc.oneof(fc.string({ unit: fc.constantFrom(...'",;\r\n a\'=é😀\uFEFF') }), fc.string({ unit: anyCharacter }));
  const code = fc.record(Object.fromEntries(CODE_COLUMNS.map((column) => [column, cell]))) as fc.Arbitrary<Code>;
  // A line without any text is no code, U+FFFD is a character that was lost, and a tab is no space: the reader refuses them.
  const isCode = (one: Code) => {
    const texts = Object.values(one);
    return texts.some((text) => text !== '') && !texts.some((text) => /[\t\uFFFD]/.test(text));
  };
  const codes = fc.uniqueArray(code.filter(isCode), { selector: (one) => one.code, maxLength: 4 });
  fc.assert(
    fc.property(codes, (list) => {
      expect(readBack({ ...next, codelists: { liste: list } })['liste']).toEqual(list);
    }),
    { numRuns: draws(200, 4000) },
  );
});
