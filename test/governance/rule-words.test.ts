import { describe, expect, test } from 'vitest';
import { fieldNamesOf, wordFaults } from '../../src/governance/checks/rule-words.ts';
import { withConstants } from '../../src/model/constants.ts';
import { readSource } from '../../src/model/source-text.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { GOLDEN, ROOT } from '../support/engine.ts';

/** The rules and the names of the fields of a frozen version: the words of the draft are looked at by its checks. */
const files = await readTree(`${ROOT}schema/${GOLDEN}`, (path) => /^rules\/|^[a-z-]+\.schema\.json$/.test(path));
const names = fieldNamesOf(new Map([...files].map(([path, text]) => [`next/${path}`, text])));
const rules = [...files].flatMap(([path, text]) => (path.startsWith('rules/') ? [withConstants(readSource(text))] : []));

type Language = 'fr' | 'en';

test('the words of the published rules are the same over all of them, in each language', () => {
  expect(names.size).toBeGreaterThan(60);
  expect(rules.length).toBeGreaterThan(40);
  expect(rules.flatMap((rule) => wordFaults(rule, names))).toEqual([]);
});

/** A rule with a text in some place, as the other language has it too. */
const withText = (place: 'title' | 'message' | 'remedy' | 'description', lang: Language, text: string): unknown => ({
  [place]: {
    fr: 'Le montant est nul.',
    en: 'The amount is zero.',
    ...(place === 'title' && { fr: 'montant nul', en: 'no amount' }),
    [lang]: text,
  },
});

describe('a fault planted in a text', () => {
  const PLANTED: [place: 'title' | 'message' | 'remedy' | 'description', lang: Language, text: string, said: RegExp][] = [
    ['description', 'en', 'The contract « A » is wrong.', /“«” is not written here/],
    ['description', 'en', 'The consolidation drops it.', /“drops” .* “leaves out”/],
    ['description', 'en', 'It is a typing mistake.', /“typing error”/],
    ['description', 'en', 'It has not the form expected.', /“does not have the”/],
    ['description', 'en', 'The titulaire is known.', /“contractor”/],
    ['description', 'en', 'The order of 22 December 2022 says so.', /“arrêté”/],
    ['description', 'en', 'The value “Sans objet is alone.', /as many ““” as “””/],
    ['description', 'fr', 'Le marché “A” est faux.', /““” is not written here/],
    ['description', 'fr', 'À vérifier sur Légifrance avant de citer.', /left to do/],
    ['message', 'fr', 'Le montant is nul.', /“is” is English/],
    ['description', 'fr', 'La règle est écrite en CEL.', /“CEL” is a word of programmers/],
    ['description', 'fr', "Donnez `has(marche.id)` d'abord.", /“has\(marche\.id\)” is not the name of a field/],
    ['description', 'fr', 'Donnez `montannt`.', /“montannt” is not the name/],
    ['description', 'fr', 'Donnez `montant.', /backquote/],
    ['message', 'fr', 'Écrivez `true`.', /“true” is not the name of a field: a message/],
    ['message', 'fr', 'le montant est nul.', /begin with a capital/],
    ['message', 'en', 'The amount is zero', /full stop/],
    ['message', 'fr', 'Le montant est de {montant} euros.', /write “€”/],
    ['title', 'fr', 'montant `montant` nul', /without “`”/],
    ['title', 'en', 'no amount. At all', /without “\.”/],
  ];

  test.each(PLANTED)('of the %s is caught (%s): %s', (place, lang, text, said) => {
    const faults = wordFaults(withText(place, lang, text), names);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.at).toBe(`/${place}/${lang}`);
    expect(faults[0]?.texts.en).toMatch(said);
    expect(faults[0]?.texts.fr).not.toBe(faults[0]?.texts.en);
  });

  test('is not seen in the values of the format', () => {
    const description = {
      fr: 'La valeur « Marchés subséquents ».',
      en: 'The value “Marchés subséquents” of `titulaires`, `true` or `--rules`.',
    };
    expect(wordFaults({ description }, names)).toEqual([]);
  });
});
