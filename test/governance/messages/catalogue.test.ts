import { expect, test } from 'vitest';
import { readCatalogue } from '../../../src/governance/messages/catalogue.ts';
import { whereOf } from '../../../src/governance/problem.ts';

const GOOD = `table.gap:
  severity: error
  params: { number: number, list?: text }
  fr:
    title: trou
    found: "le rang {number, number}"
    expected: des rangs qui se suivent
    remedy: Ajoutez la ligne.
    why: Une ligne manque.
    fix: Ajoutez la ligne.
  en:
    title: gap
    found: the rank {number, number}
    expected: ranks that follow one another
    remedy: Add the row.
    why: A row is missing.
    fix: Add the row.
  source: template
`;

const SOURCES = 'template:\n  fr: Le modèle.\n  en: The template.\n';
const BANNED = 'fr: {}\nen:\n  reported: write "reported"\n';

/** What is wrong with the catalogue whose one family is `text`: `line:column sentence`. */
const faultsOf = (text: string): string[] =>
  readCatalogue(
    new Map([
      ['table.yaml', text],
      ['sources.yaml', SOURCES],
      ['banned.yaml', BANNED],
    ]),
    ['fr', 'en'],
  ).problems.map((problem) => `${whereOf(problem)} ${problem.en}`);

const changed = (before: string, after: string): string => {
  expect(GOOD).toContain(before);
  return GOOD.replace(before, after);
};

test('a whole entry has no fault, and its parts are read', () => {
  expect(faultsOf(GOOD)).toEqual([]);
  const { families } = readCatalogue(
    new Map([
      ['table.yaml', GOOD],
      ['sources.yaml', SOURCES],
    ]),
    ['fr', 'en'],
  );
  expect(families.find(({ name }) => name === 'table')?.entries[0]).toMatchObject({
    key: 'table.gap',
    severity: 'error',
    params: { number: 'number', 'list?': 'text' },
    texts: { fr: { title: 'trou' }, en: { title: 'gap' } },
    source: { name: 'template', values: {} },
  });
});

test.each([
  ['a language is missing', GOOD.replace(/ {2}en:\n(?: {4}.*\n)+/, ''), 'table.yaml:1:1 the text “en” is missing'],
  ['a part is missing', changed('    fix: Add the row.\n', ''), 'table.yaml:11:3 “fix” is missing in “en”'],
  [
    'one language asks for what the other does not',
    changed('the rank {number, number}', 'a rank'),
    'table.yaml:11:3 “{number}” is not used in “en”',
  ],
  [
    'an unknown formatter',
    changed('the rank {number, number}', 'the rank {number, nombre}'),
    'table.yaml:13:5 “{number, nombre}”: there is no such formatter',
  ],
  [
    'a plural without other',
    changed('the rank {number, number}', '"{number, plural, one {a row}}"'),
    'table.yaml:13:5 “{number, plural, …}” has no case “other”',
  ],
  ['a brace that is not closed', changed('the rank {number, number}', '"{number"'), 'table.yaml:13:5 unreadable MessageFormat: '],
  [
    'a placeholder in an explanation',
    changed('why: A row is missing.', 'why: "Row {number}."'),
    'table.yaml:16:5 “{number}”: this text is the same for all findings',
  ],
  [
    'a typographic apostrophe',
    changed('remedy: Ajoutez la ligne.', 'remedy: Complétez l’élément.'),
    'table.yaml:8:5 typographic apostrophe',
  ],
  [
    'no space before a French sign',
    changed('why: Une ligne manque.', 'why: Une ligne manque; ajoutez-la.'),
    'table.yaml:9:5 a space is missing before “;”',
  ],
  [
    'straight quotes in French',
    changed('why: Une ligne manque.', 'why: La ligne "trois" manque.'),
    'table.yaml:9:5 straight quotes',
  ],
  [
    'a banned word',
    changed('why: A row is missing.', 'why: It is reported.'),
    'table.yaml:16:5 word to avoid: “reported”; write "reported"',
  ],
  ['a source that is not there', changed('source: template', 'source: nothing'), 'table.yaml:18:3 “nothing” is no source'],
  [
    'a key of an entry that is none',
    changed('  severity: error', '  severity: grave'),
    'table.yaml:2:3 unexpected form of the entry',
  ],
  ['no YAML', `${GOOD}\n  - : [`, 'table.yaml:'],
])('%s: named with its line and column', (_, text, expected) => {
  expect(faultsOf(text).join('\n')).toContain(expected);
});

test('what is quoted has its own words and signs', () => {
  expect(faultsOf(changed('why: A row is missing.', 'why: The text “reported” is missing.'))).toEqual([]);
  expect(faultsOf(changed('why: Une ligne manque.', 'why: Le texte « a;b » manque.'))).toEqual([]);
});

test('one code stands in one family', () => {
  const { problems } = readCatalogue(
    new Map([
      ['a.yaml', GOOD],
      ['b.yaml', GOOD],
      ['sources.yaml', SOURCES],
    ]),
    ['fr', 'en'],
  );
  expect(problems.map(({ file, en }) => `${file} ${en}`)).toEqual(['b.yaml “table.gap” exists already in a.yaml']);
});
