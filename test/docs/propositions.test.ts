import { describe, expect, test } from 'vitest';
import { checkPropositions } from '../../src/governance/checks/propositions.ts';
import { whereOf } from '../../src/governance/problem.ts';
import { readText } from '../support/engine.ts';

const MODEL = readText('propositions/0000-modele.md');
const FIRST = '0001-fermer-les-objets.md';
const FIRST_TEXT = readText(`propositions/${FIRST}`);

/** A document that answers each question of the model. */
const ANSWERED = [
  '# 0002 — Clause de réexamen\n\n- **État** : ouverte\n- **Date** : 2026-11-26\n',
  ...(MODEL.match(/^#{2,3} .*$/gm) ?? []).map((heading) => `${heading}\n\nSans objet : un essai.\n`),
].join('\n');
const SECOND = '0002-clause-de-reexamen.md';

const row = (...cells: string[]): string => `| ${cells.join(' | ')} |\n`;
const INDEX = `# Propositions\n\n${row('numéro', 'titre', 'état', 'date')}${row('---', '---', '---', '---')}${row('0001', `[Fermer les objets](${FIRST})`, 'acceptée', '2026-11-24')}${row('0002', `[Clause de réexamen](${SECOND})`, 'ouverte', '2026-11-26')}`;

const releases = (expectedVersion = '2.2.0'): Map<string, string> =>
  new Map([['releases.json', JSON.stringify({ releases: [{ version: '2.1.0' }, { version: 'next', expectedVersion }] })]]);

const documents = (changes: Record<string, string | undefined> = {}): Map<string, string> => {
  const all: Record<string, string | undefined> = {
    '0000-modele.md': MODEL,
    'README.md': INDEX,
    [FIRST]: FIRST_TEXT,
    [SECOND]: ANSWERED,
    ...changes,
  };
  return new Map(Object.entries(all).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
};

const said = (changes: Record<string, string | undefined> = {}, expected?: string): string[] =>
  checkPropositions(documents(changes), releases(expected)).map((problem) => `${whereOf(problem)} ${problem.en}`);

const edited = (from: string | RegExp, to: string): string => {
  expect(ANSWERED.replace(from, to)).not.toBe(ANSWERED);
  return ANSWERED.replace(from, to);
};

test('the first proposition and one that answers the model have no problem, nor has a minor version without any', () => {
  expect(said()).toEqual([]);
});

test.each<[what: string, text: string, said: RegExp]>([
  ['without a title', edited(/^# .*/, 'Clause de réexamen'), /^propositions\/0002-clause-de-reexamen\.md:1:1 .*title/],
  ['with the number of another', edited('# 0002', '# 0003'), /:1:1 .*“# 0002 — ”/],
  ['without a status', edited(/^- \*\*État.*\n/m, ''), /“- \*\*État\*\* : …” is missing/],
  ['with a status that there is not', edited('ouverte', 'en cours'), /:3:1 “en cours” is not a status; choose “ouverte”/],
  ['replaced by one that there is not', edited('ouverte', 'remplacée par 0009'), /:3:1 no proposition has the number 0009/],
  ['with a day that there is not', edited('2026-11-26', '2026-02-30'), /:4:1 “2026-02-30” is not a day/],
  [
    'with a version that is none',
    edited('- **Date**', '- **Version** : trois\n- **Date**'),
    /:4:1 “trois” is not the number of a version/,
  ],
  ['without a heading', edited(/^## Autres solutions\n\n.*\n\n/m, ''), /the heading “## Autres solutions” is missing/],
  ['with a heading elsewhere', edited(/^## Problème\n\n(.*)\n\n([\s\S]*)$/m, '$2\n\n## Problème\n\n$1\n'), /is not in its place/],
  [
    'with nothing under a heading',
    edited(/(## Autres solutions\n)\n.*\n/, '$1'),
    /nothing is written under “## Autres solutions”/,
  ],
  [
    'with the words of the model',
    edited(/(## Problème\n\n).*/, "$1Ce qui ne va pas aujourd'hui, avec une donnée inventée qui le montre."),
    /text of the model/,
  ],
  ['with a typographic apostrophe', edited('Sans objet : un essai.', 'L\u2019essai.'), /:\d+:1 typographic apostrophe/],
])('a document %s is refused', (_, text, sentence) => {
  const found = said({ [SECOND]: text });
  expect(found.length).toBeGreaterThan(0);
  expect(found[0]).toMatch(sentence);
});

describe('the folder', () => {
  test.each<[what: string, changes: Record<string, string | undefined>, said: RegExp]>([
    ['a file of another name', { 'Ma proposition.md': ANSWERED }, /^propositions\/Ma proposition\.md unexpected file/],
    ['a number twice', { '0001-autre.md': FIRST_TEXT }, /number 0001 is that of 0001-autre\.md already; take the next one, 0003/],
    [
      'a document that the index does not have',
      { 'README.md': INDEX.replace(/\| 0002.*\n/, '') },
      /README\.md proposition 0002 has no line here; add “\| 0002 \| \[Clause de réexamen\]/,
    ],
    [
      'an index that says another status',
      { 'README.md': INDEX.replace('ouverte', 'acceptée') },
      /README\.md:6:1 this line does not say what 0002-clause/,
    ],
    ['an index that names one too many', { [SECOND]: undefined }, /README\.md:6:1 no file has the number 0002/],
    ['no index', { 'README.md': undefined }, /^propositions\/README\.md this file is missing/],
  ])('with %s is refused', (_, changes, sentence) => {
    const found = said(changes);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(sentence);
  });
});

describe('a major number', () => {
  test('without a written proposition is refused', () => {
    expect(said({}, '3.0.0')).toEqual([
      expect.stringMatching(/^schema\/releases\.json:1:\d+ 3\.0\.0 is a major number: 2\.1\.0 accepts/),
    ]);
  });

  const named = edited('- **Date**', '- **Version** : 3.0.0\n- **Date**');

  test('that an open or accepted proposition names is not', () => {
    expect(said({ [SECOND]: named }, '3.0.0')).toEqual([]);
    expect(
      said({ [SECOND]: named.replace('ouverte', 'refusée'), 'README.md': INDEX.replace('ouverte', 'refusée') }, '3.0.0'),
    ).toHaveLength(1);
    expect(said({ [SECOND]: named }, '4.0.0')).toHaveLength(1);
  });
});
