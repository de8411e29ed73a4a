import { describe, expect, test } from 'vitest';
import { codeRefusals, DESCRIPTIONS, englishRefusals, hasBothLanguages, keptEnglish } from '../../src/governance/gate/english.ts';

const PATH = 'schema/fields/marche-objet.yaml';
const NONE = new Set<string>();
const yaml = (fr: string, en: string) => `title: { fr: ${JSON.stringify(fr)}, en: ${JSON.stringify(en)} }\n`;
const places = (before: string, after: string, kept = NONE, path = PATH) =>
  englishRefusals({ path, before, after }, kept).map(({ en }) => en.split(': ', 1)[0]);

describe('an English text is asked for where only the French beside it changes', () => {
  test.each<[name: string, fr: string, en: string, asked: boolean]>([
    ['another word', 'Sujet du marché', 'Subject', true],
    ['a word more', 'Objet du marché public', 'Subject', true],
    ['another number', 'Objet du marché 2', 'Subject', true],
    ['another sign', 'Objet du marché <', 'Subject', true],
    ['both languages', 'Sujet du marché', 'Matter', false],
    ['the English alone', 'Objet du marché', 'Matter', false],
    ['nothing', 'Objet du marché', 'Subject', false],
    ['an accent', 'Objet du marche', 'Subject', false],
    ['a capital', 'Objet du Marché', 'Subject', false],
    ['punctuation and blanks', '« Objet »  du marché.', 'Subject', false],
  ])('%s', (_, fr, en, asked) => {
    expect(places(yaml('Objet du marché', 'Subject'), yaml(fr, en))).toEqual(asked ? ['/title'] : []);
  });

  test.each([
    ['1,5', '15'],
    ['< 5', '> 5'],
    ['-5', '5'],
    ['10 %', '10 €'],
  ])('%s and %s are two things', (was, is) => {
    expect(places(yaml(was, 'x'), yaml(is, 'x'))).toEqual(['/title']);
  });

  test('texts in lists, texts that come or go, and files that cannot be read', () => {
    const rule = (fr: string) => `on:\n  - message: { fr: ${fr}, en: same }\n`;
    expect(places(rule('un'), rule('deux'))).toEqual(['/on/0/message']);
    expect(places('on: []\n', rule('un'))).toEqual([]);
    expect(places(rule('un'), 'on: [\n')).toEqual([]);
  });

  test('the labels of codes, whatever becomes of the other lines', () => {
    const list = (...rows: string[]) =>
      ['code,libelle,label_en,description,source,since,deprecated,replaced_by', ...rows, ''].join('\n');
    const path = 'schema/next/codelists/type-prix.csv';
    const before = list('A,un,one,x,s,1.0.0,,', 'B,deux,two,x,s,1.0.0,,');
    expect(
      places(before, list('C,trois,three,x,s,next,,', 'B,second,two,y,s,1.0.0,,', 'A,un,one,z,s,1.0.0,,'), NONE, path),
    ).toEqual(['B']);
    expect(places(before, 'code;libelle\n', NONE, path)).toEqual([]);
  });
});

test('the description of a code has its English in another file, which is asked for where the French alone changes', () => {
  const list = (description: string) =>
    `code,libelle,label_en,description,source,since,deprecated,replaced_by\nA,un,one,${description},s,1.0.0,,\n`;
  const asked = (before: string, after: string, english: { before: string; after: string }, kept = NONE) =>
    codeRefusals({ path: 'schema/next/codelists/type-prix.csv', before, after }, english, kept).map(
      ({ file, place, en }) => `${file}:${place?.line} ${en.split(': ', 1)[0]}`,
    );
  const [same, other] = ['type-prix:\n  A: A price.\n', 'type-prix:\n  A: A sum.\n'];
  const stale = { before: same, after: same };
  expect(asked(list('Un prix.'), list('Une somme.'), stale)).toEqual([`${DESCRIPTIONS}:2 /type-prix/A`]);
  expect(asked(list('Un prix.'), list('« Un prix »'), stale)).toEqual([]);
  expect(asked(list('Un prix.'), list('Une somme.'), { before: same, after: other })).toEqual([]);
  expect(asked('', list('Une somme.'), stale)).toEqual([]);
  expect(asked(list('Un prix.'), list('Une somme.'), { before: same, after: 'type-prix: [\n' })).toEqual([]);
  for (const kept of [DESCRIPTIONS, `${DESCRIPTIONS} /type-prix/A`])
    expect(asked(list('Un prix.'), list('Une somme.'), stale, new Set([kept]))).toEqual([]);
});

test('the footer of a commit names files, or one text of a file', () => {
  const kept = keptEnglish([
    `fix: a word\n\nEnglish-unchanged: a.yaml, ${PATH}   /title\nenglish-unchanged: b.yaml\n`,
    'English-unchanged:\n',
  ]);
  expect([...kept]).toEqual(['a.yaml', `${PATH} /title`, 'b.yaml']);
  const [before, after] = [yaml('Objet', 'Subject'), yaml('Sujet', 'Subject')];
  expect(places(before, after, kept)).toEqual([]);
  expect(places(before, after, new Set([PATH]))).toEqual([]);
  expect(places(before, after, new Set([`${PATH} /description`]))).toEqual(['/title']);
});

test('only files that may change are looked at', () => {
  expect(
    ['schema/fields/x.yaml', 'schema/legal-texts.yaml', 'schema/next/rules/x.yaml', 'schema/next/codelists/x.csv'].every(
      hasBothLanguages,
    ),
  ).toBe(true);
  expect(
    ['schema/2.0.3/rules/x.yaml', 'schema/nomenclatures/x.csv', 'docs/x.yaml', 'schema/counterparts/ocds.csv'].some(
      hasBothLanguages,
    ),
  ).toBe(false);
});
