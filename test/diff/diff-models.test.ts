/** Diffs of Models: words and codes. */
import { describe, expect, test } from 'vitest';
import { diffModels } from '../../src/diff/diff-models.ts';
import type { Diff } from '../../packages/schema-diff/src/types.ts';
import { CODE, FIELD, modelOf, wordDiffs } from './small-models.ts';

const reported = ({ changes }: Diff) => changes.map(({ kind, path, direction }) => [kind, path, direction]);

describe('words', () => {
  const [label, deprecated, restored, text] = wordDiffs() as [Diff, Diff, Diff, Diff];

  test('a label that changes is reported once for its codelist', () => {
    expect(reported(label)).toEqual([['label-changed', 'type', 'none']]);
    expect(label.changes[0]?.sentence.fr).toBe('Libellé changé pour le code « SIRET » de la liste « types » : libellé français.');
  });

  test('a code is deprecated, and restored', () => {
    expect([reported(deprecated), reported(restored)]).toEqual([
      [['codelist-code-deprecated', 'type', 'none']],
      [['codelist-code-restored', 'type', 'none']],
    ]);
  });

  test('a text of a field that stands at two places is reported once, and one of no place is not', () => {
    expect(reported(text)).toEqual([['text-changed', 'type', 'none']]);
    expect(text.changes[0]).toMatchObject({ field: 'type', params: { parts: ['title.fr'], before: { 'title.fr': 'Type' } } });
  });

  test('their sentences are whole, and differ in the two languages', () => {
    const sentences = wordDiffs().flatMap(({ changes }) => changes.map(({ sentence }) => sentence));
    expect(sentences.filter(({ fr, en }) => fr === en || /\{=?\w+\}|undefined|\[object/.test(fr + en))).toEqual([]);
  });

  test('words ask for a patch, and leave the relation as it is', () => {
    expect(wordDiffs().map(({ bump, relation }) => [bump, relation])).toEqual(Array(4).fill(['patch', 'equivalent']));
  });

  test('a model is equivalent to itself, and asks for nothing', () => {
    expect(diffModels(modelOf(), modelOf())).toMatchObject({ relation: 'equivalent', bump: 'none', changes: [] });
  });
});

test('a code more in a codelist is one change, with all its places, and a witness made of an example', () => {
  const next = modelOf([CODE, { ...CODE, code: 'TVA' }]);
  const { changes, bump } = diffModels(modelOf(), next, { examples: [{ type: 'SIRET', autres: [] }] });
  expect(bump).toBe('minor');
  expect(changes).toMatchObject([
    {
      kind: 'codelist-code-added',
      path: 'type',
      params: { code: 'TVA', codelist: 'types', places: ['type', 'autres[].type'] },
      witnesses: [{ accepted: 'next', at: '/type', fragment: 'TVA', instance: { type: 'TVA', autres: [] } }],
    },
  ]);
});

test('a field keeps its title where only another field changes it', () => {
  const next = { ...modelOf(), fields: { ...modelOf().fields, autres: { ...FIELD, title: { fr: 'Autres', en: 'Others' } } } };
  expect(reported(diffModels(modelOf(), next))).toEqual([['text-changed', 'autres', 'none']]);
});
