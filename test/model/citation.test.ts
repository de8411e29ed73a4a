/** A source is read by people as titles and places, in their language, wherever it is shown. */
import { describe, expect, test } from 'vitest';
import { placeIn, readLegalTexts, titled, titlesIn } from '../../src/model/citation.ts';
import { sourceInWords } from '../../src/model/source-words.ts';
import { readText } from '../support/engine.ts';

const texts = readLegalTexts(`
arrete:
  title: { fr: Arrêté sur les essais, en: Order on trials }
arrete-1-i-2:
  of: arrete
  place: { fr: 'article 1er, I, 2°', en: 'article 1, I, 2°' }
arrete-annexe-1:
  of: arrete
  place: { fr: annexe I, en: annex I }
documentation:
  title: { fr: Documentation, en: Documentation }
`);

test.each([
  ['arrete', 'Arrêté sur les essais', 'Order on trials'],
  ['arrete, annexe I', 'Arrêté sur les essais, annexe I', 'Order on trials, annex I'],
  ['arrete, annex I, tableau 3', 'Arrêté sur les essais, annexe I, tableau 3', 'Order on trials, annex I, tableau 3'],
  ['arrete, article 1er, I, 2°', 'Arrêté sur les essais, article 1er, I, 2°', 'Order on trials, article 1, I, 2°'],
  ['arrete-1-i-2', 'Arrêté sur les essais, article 1er, I, 2°', 'Order on trials, article 1, I, 2°'],
  ['arrete, annexe II', 'Arrêté sur les essais, annexe II', 'Order on trials, annexe II'],
  ['arrete ; documentation', 'Arrêté sur les essais ; Documentation', 'Order on trials; Documentation'],
  ['autre-texte, article 3', 'autre-texte, article 3', 'autre-texte, article 3'],
])('« %s » is « %s », “%s”', (source, fr, en) => {
  expect([titlesIn(source, texts, 'fr'), titlesIn(source, texts, 'en')]).toEqual([fr, en]);
  // What a package has of the texts says the same.
  expect([titlesIn(source, titled(texts), 'fr'), titlesIn(source, titled(texts), 'en')]).toEqual([fr, en]);
});

describe('the words of a source', () => {
  const law = readLegalTexts(`
arrete:
  kind: droit
  title: { fr: Arrêté du 1er janvier 2030 sur les essais, en: Order of 1 January 2030 on trials }
  citation: { fr: arrêté sur les essais, en: order on trials }
  verified: { on: texte, date: '2030-01-02' }
arrete-1:
  of: arrete
  place: { fr: article 1er, en: article 1 }
  verified: { on: reproduction, date: '2030-01-02' }
arrete-annexe-1:
  of: arrete
  place: { fr: annexe I, en: annex I }
  verified: { on: non-lu, date: '2030-01-02' }
loi:
  kind: droit
  title: { fr: Loi sur les essais, en: Law on trials }
  verified: { on: commentaire, date: '2030-01-02' }
documentation:
  kind: documentation
  title: { fr: Documentation, en: Documentation }
  verified: { on: non-lu, date: '2030-01-02' }
`);

  test.each([
    ['arrete', 'arrêté sur les essais', 'order on trials'],
    ['arrete-1', 'arrêté sur les essais, article 1er', 'order on trials, article 1'],
    ['arrete, article 1er, I', 'arrêté sur les essais, article 1er, I', 'order on trials, article 1er, I'],
    ['arrete, annexe I', 'arrêté sur les essais, annexe I (texte non lu)', 'order on trials, annexe I (text not read)'],
    ['arrete, annex I, 3°', 'arrêté sur les essais, annex I, 3° (texte non lu)', 'order on trials, annex I, 3° (text not read)'],
    [
      'loi',
      'Loi sur les essais (selon un commentaire, texte non lu)',
      'Law on trials (according to a commentary, text not read)',
    ],
    ['documentation ; arrete', 'Documentation ; arrêté sur les essais', 'Documentation ; order on trials'],
    [
      "arrete, annexe I ; l'enveloppe vient du format 2.0.1",
      "arrêté sur les essais, annexe I (texte non lu) ; l'enveloppe vient du format 2.0.1",
      "order on trials, annexe I (text not read) ; l'enveloppe vient du format 2.0.1",
    ],
    ['autre-texte, article 3', 'autre-texte, article 3', 'autre-texte, article 3'],
    ['', '', ''],
  ])('« %s » are « %s », “%s”', (source, fr, en) => {
    expect([sourceInWords(source, law, 'fr'), sourceInWords(source, law, 'en')]).toEqual([fr, en]);
  });
});

describe('the texts of the référentiel', () => {
  const legal = readLegalTexts(readText('schema/legal-texts.yaml'));

  test('no identifier is left in the words of what they are cited by', () => {
    for (const [id, { of, place }] of legal)
      for (const lang of ['fr', 'en'] as const) {
        if (/\d/.test(id)) expect(titlesIn(id, legal, lang), id).not.toContain(id);
        if (of !== undefined && place) expect(placeIn({ id: of, place: place.fr }, legal, lang)).toBe(place[lang]);
      }
  });
});
