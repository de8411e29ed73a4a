import { beforeAll, describe, expect, test } from 'vitest';
import type { Model } from '../../src/model/types.ts';
import type { Rule } from '../../src/model/rules.ts';
import type { Texts } from '../../packages/base/src/language.ts';
import { modelOf } from './support.ts';

type Language = keyof Texts;
type Banned = readonly [pattern: RegExp, why: string];

/** What no text holds: signs of the other language, things to do, the words of programmers. */
const BOTH: readonly Banned[] = [
  [/’/u, 'the curly apostrophe'],
  [/vérifier sur|\bto be verified\b|\bTODO\b/iu, 'a thing to do'],
  [/\b(CEL|JSON|regex|regexp)\b/iu, 'a word of programmers'],
];

/** One word for one thing: those of `schema/fields/`. The values of the format stand in French in both languages, between quotes. */
const BANNED: Record<Language, readonly Banned[]> = {
  fr: [
    ...BOTH,
    [/[“”]/u, 'English quotes'],
    [/«(?! )|(?<! )»/u, 'a quote without its space'],
    [/fautes? de saisie/iu, '« faute de frappe »'],
    [/expression régulière/iu, 'a word of programmers'],
  ],
  en: [
    ...BOTH,
    [/[«»]/u, 'French quotes'],
    [/\bdrop(s|ped)?\b/iu, 'leaves out'],
    [/\btyping mistakes?\b/iu, 'typing error'],
    [/\bhas not the\b/iu, 'does not have the'],
    [/\btitulaires?\b/iu, 'contractor'],
    [/\bacheteurs?\b/iu, 'buyer'],
    [/\bautorité concédante\b/iu, 'granting authority'],
    [/\b(public contracts?|marchés?)\b/iu, 'contract'],
    [/\btotal value\b/iu, 'overall value'],
    [/\bwithout tax\b/iu, 'without VAT'],
    [/\bpostal code/iu, 'post code'],
    [/\bdépartements?\b/iu, 'department'],
    [/\bInsee\b/u, 'INSEE'],
    [/\b[Oo]rders? of \d/u, 'arrêté'],
  ],
};

/** The reference after the identifier of a source: it is shown in both languages. Fields stand by their names. */
const REFERENCE = /^(annexe I|\d+°|(articles )?R\. \d+-\d+|[\w/]+\.py \(\w+\))$/u;

/** What stands between backquotes besides names of fields: values and signs as they stand in the data or on the command line. */
const AS_WRITTEN =
  /^(true|false|SIRET|TVA|TAHITI|RIDET|FRWF|IREP|HORS-UE|[0-9-]+|[0-9-]+(Z|[+]\d\d:\d\d)|--[a-z]+|<[a-z]+>|&[a-z#0-9]+;|[^A-Za-z0-9]+)$/u;

let model: Model;
let names: Set<string>;
beforeAll(async () => {
  model = await modelOf('next');
  names = new Set(fieldNames(model.schema));
});

/** The names of fields of a schema, at any depth. */
function fieldNames(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = Object.entries(schema).flatMap(([key, value]) => (key === 'properties' ? Object.keys(value as object) : []));
  return [...own, ...Object.values(schema).flatMap(fieldNames)];
}

/** Every text of a rule with its place, wherever it has one for each language. */
function textsOf(value: unknown, place: string): [place: string, text: Texts][] {
  if (typeof value !== 'object' || value === null) return [];
  if ('fr' in value && 'en' in value) return [[place, value as Texts]];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${place}/${key}`));
}

/** A text without code, the placeholders and the values of the format, which are French in both languages. */
const prose = (text: string): string => text.replace(/`[^`]*`|\{[^}]*\}|“[^”]*”/gu, '…');

function faults(rule: Rule): string[] {
  return textsOf(rule, rule.id).flatMap(([place, texts]) =>
    (['fr', 'en'] as const).flatMap((language) =>
      [...wordFaults(texts[language], language), ...codeFaults(texts[language])].map((fault) => `${place} ${language}: ${fault}`),
    ),
  );
}

/** What a report prints of a finding: every message and remedy, in both languages. */
const advice = (): string[] =>
  model.rules
    .flatMap(({ message, remedy, on }) => [message, remedy, ...on.flatMap((entry) => entry.message ?? [])])
    .flatMap(({ fr, en }) => [fr, en]);

function wordFaults(text: string, language: Language): string[] {
  const plain = language === 'en' ? prose(text) : text;
  const lost = BANNED[language].filter(([pattern]) => pattern.test(plain)).map(([, why]) => why);
  const [open, close] = language === 'fr' ? ['«', '»'] : ['“', '”'];
  return text.split(open).length === text.split(close).length ? lost : [...lost, 'a quote left open'];
}

function codeFaults(text: string): string[] {
  const parts = text.split('`');
  if (parts.length % 2 === 0) return ['a backquote left open'];
  const code = parts.filter((_, i) => i % 2 === 1);
  return code.filter((span) => !span.split('.').every((name) => names.has(name)) && !AS_WRITTEN.test(span));
}

describe('the words of the rules', () => {
  test('are the same over all rules, in each language', () => {
    expect(model.rules.length).toBeGreaterThan(40);
    expect(model.rules.flatMap(faults)).toEqual([]);
  });

  test('name the violation in titles: no capital first, no full stop, no code', () => {
    const titles = model.rules.flatMap(({ title }) => [title.fr, title.en]);
    expect(titles.filter((title) => !/^(\p{Ll}|« |“|(SIRET|French|CPV) )/u.test(title) || /[.`{]/u.test(title))).toEqual([]);
  });

  test('are whole sentences in messages and remedies', () => {
    expect(advice().filter((text) => !/^[\p{Lu}«“]/u.test(text) || !text.endsWith('.'))).toEqual([]);
  });

  // A report shows what is between backquotes as the name of a field, in quotes; and an amount may be 1.
  test('put no sign and no value between backquotes in messages and remedies, and no plural after an amount', () => {
    const codes = advice().flatMap((text) => text.split('`').filter((_, i) => i % 2 === 1));
    expect(codes.filter((code) => !names.has(code))).toEqual([]);
    expect(advice().filter((text) => /\} euro/u.test(text))).toEqual([]);
  });

  test('read in both languages where a source is cited', () => {
    const cited = model.rules.map(({ source }) => source.text.split(', ').slice(1));
    expect(cited.flat().filter((text) => !REFERENCE.test(text) && !names.has(text))).toEqual([]);
  });
});

describe('a fault planted in a text', () => {
  const PLANTED: [language: Language, text: string, fault: string][] = [
    ['en', 'The contract « A » is wrong.', 'French quotes'],
    ['en', 'The consolidation drops it.', 'leaves out'],
    ['en', 'It is a typing mistake.', 'typing error'],
    ['en', 'It has not the form expected.', 'does not have the'],
    ['en', 'The titulaire is the buyer.', 'contractor'],
    ['en', 'The order of 22 December 2022 says so.', 'arrêté'],
    ['en', 'The value “Sans objet is alone.', 'a quote left open'],
    ['fr', 'Le marché “A” est faux.', 'English quotes'],
    ['fr', 'À vérifier sur Légifrance avant de citer.', 'a thing to do'],
    ['fr', 'La règle est écrite en CEL.', 'a word of programmers'],
    ['fr', "Donnez `has(marche.id)` d'abord.", 'has(marche.id)'],
    ['fr', 'Donnez `montannt`.', 'montannt'],
    ['fr', 'Donnez `montant.', 'a backquote left open'],
    ['fr', 'L’acheteur se trompe.', 'the curly apostrophe'],
  ];

  test.each(PLANTED)('is caught (%s): %s', (language, text, fault) => {
    const [rule] = model.rules;
    const source = { text: 'referentiel', note: { fr: 'Rien.', en: 'Nothing.', [language]: text } };
    expect(faults({ ...(rule as Rule), source })).toEqual([`${rule?.id}/source/note ${language}: ${fault}`]);
  });

  test('is not seen in the values of the format', () => {
    const note = { fr: 'La valeur « Marchés subséquents ».', en: 'The value “Marchés subséquents” of `titulaires`.' };
    expect(faults({ ...(model.rules[0] as Rule), source: { text: 'referentiel', note } })).toEqual([]);
  });
});
