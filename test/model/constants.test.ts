import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cited, type Constant, constantsOf, inExpression, namesIn, withConstants } from '../../src/model/constants.ts';
import { readRules } from '../../src/model/load.ts';
import { readSource } from '../../src/model/source-text.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { ROOT } from '../support/engine.ts';

const number = (written: string) => ({ kind: 'number', written }) as const;
const KNOWN = new Map<string, Constant>([
  ['MAX', number('200')],
  ['MAX_EUROS', number('40000.0')],
  ['SUITE', { kind: 'text', written: '123' } as const],
]);

describe('an expression', () => {
  test.each([
    ['marche.offresRecues <= MAX', 'marche.offresRecues <= 200'],
    ['marche.montant <= MAX_EUROS && MAX>size(l)', 'marche.montant <= 40000.0 && 200>size(l)'],
    ['commencePar(marche.montant, SUITE)', "commencePar(marche.montant, '123')"],
    ['marche.objet == \'MAX\' || x == "MAX"', 'marche.objet == \'MAX\' || x == "MAX"'],
    ["t.matches('^MAX[0-9]$') && n < MAX", "t.matches('^MAX[0-9]$') && n < 200"],
    ["t == 'l\\'MAX' && n < MAX", "t == 'l\\'MAX' && n < 200"],
    ['marche.MAX == MAX', 'marche.MAX == 200'],
    ['MAX(1) == MAXIMUM && aMAX && OTHER', 'MAX(1) == MAXIMUM && aMAX && OTHER'],
  ])('%s reads %s', (expression, read) => {
    expect(inExpression(expression, KNOWN)).toBe(read);
  });

  test('names what it uses, each once, and neither fields, functions nor what stands in texts', () => {
    expect(namesIn("MAX < OTHER && MAX > a.FIELD && F(1) && t == 'TEXT'")).toEqual(['MAX', 'OTHER']);
  });
});

describe('a list of words', () => {
  const words = constantsOf(
    readSource("constants:\n  MOTS: [néant, n/a, sans objet, non renseigné, '#ref', 'err:502', x, '0', '-']\n"),
  ).get('MOTS')!;
  const matches = (text: string): boolean => new RegExp(JSON.parse(`"${words.written}"`) as string, 'u').test(text);

  test.each([
    ...[
      'néant',
      'NEANT',
      ' Néant. ',
      '« néant »',
      'n/a',
      '#N/A',
      '(N/A)',
      'Sans\u00a0objet',
      'SANS OBJET !',
      '#REF!',
      'x',
      'XXX',
      '0',
      '000',
    ],
    ...[
      'sans-objet',
      'NON_RENSEIGNÉ',
      'xxxxx xxxxx',
      '00/00',
      '[néant]',
      '"Néant"',
      '| x |',
      'Err:502',
      'non renseignee',
      'NON RENSEIGNÉES',
      'Non renseignés.',
    ],
    ...['\\', '|', '~', '=', '+', '"', '°', '[]'],
    ...['-', '--', '…', '\u2011', '\u2212', ' . ', '?', '\t', 'neant\n', '\ufeffnéant'],
  ])('finds %j, whatever its capitals, its accents and the signs around', (text) => expect(matches(text)).toBe(true));

  test.each([
    'néants',
    'a néant',
    'sans objet particulier',
    'n/a 2024',
    '2024-001',
    '10',
    'x1',
    'xy',
    'x0',
    'renseignée',
    'ref',
    '',
    'Sans',
  ])('and not %j', (text) => expect(matches(text)).toBe(false));

  test('stands in its place as a text, and texts cite its words', () => {
    expect(inExpression('!t.matches(MOTS)', new Map([['MOTS', words]]))).toBe(`!t.matches('${words.written}')`);
    expect(cited(words, 'fr', undefined)).toBe(
      '« néant », « n/a », « sans objet », « non renseigné », « #ref », « err:502 », « x », « 0 », « - »',
    );
    expect(cited(words, 'en', 'spellout')).toBeUndefined();
  });

  test.each(["[l'avis]", '[]', "['a|b']", "['-']", "[' a']", '[1]'])(
    '%s is none: its signs mean something in a pattern, or it says nothing',
    (list) => {
      expect(constantsOf(readSource(`constants:\n  MOTS: ${list}\n`)).size).toBe(0);
    },
  );
});

describe('a text cites a constant', () => {
  test.each<[written: string, form: string | undefined, fr: string | undefined, en: string | undefined]>([
    ['200', undefined, '200', '200'],
    ['40000.0', undefined, '40 000', '40,000'],
    ['1234567.125', undefined, '1 234 567,125', '1,234,567.125'],
    ['-12000', undefined, '-12 000', '-12,000'],
    ['0.05', undefined, '0,05', '0.05'],
    ['2', 'spellout', 'deux', 'two'],
    ['10.0', 'spellout', 'dix', 'ten'],
    ['21', 'spellout', undefined, undefined],
    ['2.5', 'spellout', undefined, undefined],
    ['-1', 'spellout', undefined, undefined],
    ['1000000.0', 'compact', '1 million', '1 million'],
    ['1900000', 'compact', '1,9 million', '1.9 million'],
    ['2500000', 'compact', '2,5 millions', '2.5 million'],
    ['3000000000.0', 'compact', '3 milliards', '3 billion'],
    ['1234567', 'compact', undefined, undefined],
    ['999999', 'compact', undefined, undefined],
    ['200', 'length', undefined, undefined],
  ])('%s as %s', (written, form, fr, en) => {
    expect([cited(number(written), 'fr', form), cited(number(written), 'en', form)]).toEqual([fr, en]);
  });
});

const textOf = (constants: string, limit: string, words: string): string =>
  `id: a-b\n${constants}on:\n  - { scope: marche, assert: marche.dureeMois <= ${limit}, at: /dureeMois }\nmessage: { fr: 'Au plus ${words} mois ({dureeMois}).', en: 'At most.' }\n`;
const rule = (...parts: Parameters<typeof textOf>) => readSource(textOf(...parts));

test('a rule with a constant reads as the same rule written out, whatever its value', () => {
  fc.assert(
    fc.property(fc.integer({ min: -999_999, max: 999_999 }), fc.boolean(), (value, isDouble) => {
      const written = `${value}${isDouble ? '.0' : ''}`;
      const words = cited(number(written), 'fr', undefined);
      const named = withConstants(rule(`constants: { MOIS: ${written} }\n`, 'MOIS', '{MOIS}'));
      expect(named).toEqual(withConstants(rule('', written, words ?? '')));
    }),
  );
});

test('a rule without constants is read as it stands: what the published ones say does not change by a byte', async () => {
  const files = await readTree(`${ROOT}schema/2.1.0`, (path) => path.startsWith('rules/'));
  expect(files.size).toBeGreaterThan(40);
  expect(readRules(files)).toEqual([...files.values()].map((text) => readSource(text).value));
});

test.each([
  ['no list of names', 'constants: 5\n'],
  ['a value in scientific notation', 'constants: { MOIS: 1e3 }\n'],
  ['a text with a quote', `constants: { MOIS: "a'b" }\n`],
  ['a value that is a list', 'constants: { MOIS: [1] }\n'],
  ['a name of the prototype', 'constants: { __proto__: 3, constructor: 4 }\n'],
])('%s is left to the check of rules: nothing is put in its place', (_, constants) => {
  const source = rule(constants, 'MOIS', '{MOIS}');
  expect(constantsOf(source).has('MOIS')).toBe(false);
  expect(withConstants(source)).toMatchObject({ on: [{ assert: 'marche.dureeMois <= MOIS' }], message: { en: 'At most.' } });
});

test('the rules of a version are read with every constant in its place', () => {
  const [read] = readRules(new Map([['rules/a-b.yaml', textOf('constants: { MOIS: 200 }\n', 'MOIS', '{MOIS}')]]));
  expect(read).not.toHaveProperty('constants');
  expect(read).toMatchObject({ on: [{ assert: 'marche.dureeMois <= 200' }], message: { fr: 'Au plus 200 mois ({dureeMois}).' } });
});
