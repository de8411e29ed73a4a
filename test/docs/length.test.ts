import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { linkProblems } from '../../src/governance/links/verb.node.ts';
import { whereOf } from '../../src/governance/problem.ts';
import { readText, ROOT } from '../support/engine.ts';

/** Documents that are read in one go: no longer than this, in bytes. What does not fit is a guide of the site. */
const LIMITS: [path: string, bytes: number][] = [
  ['README.md', 10_000],
  ['README.en.md', 10_000],
  ['CONTRIBUTING.md', 15_000],
  ['CONTRIBUTING.en.md', 15_000],
];
const TEMPLATE = '.github/PULL_REQUEST_TEMPLATE.md';
/** Lines that fit on one screen. */
const SCREEN = 40;

const isTooLong = (text: string, bytes: number): boolean => Buffer.byteLength(text) > bytes;
const linesOf = (text: string): string[] => text.trimEnd().split('\n');

describe('the length of documents', () => {
  // Is this test failing? Move what is rarely read to a guide (docs-site/guides), and link to it.
  test.each(LIMITS)('%s has %i bytes at most', (path, bytes) => {
    expect(Buffer.byteLength(readText(path))).toBeLessThanOrEqual(bytes);
  });

  test('the template of a pull request fits on one screen', () => {
    expect(linesOf(readText(TEMPLATE)).length).toBeLessThanOrEqual(SCREEN);
  });

  test('a document that is too long is noticed, accents counted as they are stored', () => {
    expect(isTooLong('é'.repeat(5_001), 10_000)).toBe(true);
    expect(isTooLong('é'.repeat(5_000), 10_000)).toBe(false);
    expect(linesOf('a\n'.repeat(41))).toHaveLength(41);
  });
});

const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  cwd: ROOT,
  encoding: 'utf8',
});
const files = [...new Set(listed.split('\0').filter(Boolean))];
const DOCUMENTS = [...LIMITS.map(([path]) => path), 'SECURITY.md', 'CODE_OF_CONDUCT.md', TEMPLATE];
/** The guides as well: documents link to headings of them, as the forge names these. */
const pages = new Map(
  files.filter((path) => path.endsWith('.md') && !path.startsWith('test/')).map((path) => [path, readText(path)]),
);

const brokenLinks = (path: string, text = readText(path)): string[] =>
  linkProblems(new Map(pages).set(path, text), files)
    .filter(({ file }) => file === path)
    .map((problem) => `${whereOf(problem)}: ${problem.en}`);

describe('the links of documents', () => {
  test.each(DOCUMENTS)('each link of %s leads to a file and to a heading of it', (path) => {
    expect(brokenLinks(path)).toEqual([]);
  });

  test.each([
    ['a file that is not there', '[a](docs-site/guides/planted.md)'],
    ['a heading that is not there', '[a](docs-site/guides/fichiers.md#planted)'],
    ['a heading of its own that is not there', '[a](#planted)'],
    ['a reference that leads nowhere', '[a][b]\n\n[b]: PLANTED.md'],
  ])('a link to %s is noticed', (_, link) => {
    expect(brokenLinks('README.md', `${readText('README.md')}\n${link}\n`)).toHaveLength(1);
  });
});

/** The rows of each table of a document, without its head. */
function tablesOf(text: string): string[][] {
  const blocks = text.split(/\n(?!\|)/).map((block) => block.split('\n').filter((line) => line.startsWith('|')));
  return blocks.filter((rows) => rows.length > 2).map((rows) => rows.slice(2));
}

const WANTED = [
  ...['corriger un texte', 'ajouter un code à une liste', 'créer une liste de codes', 'ajouter un champ'],
  ...['renommer un champ', 'couper un champ en deux', 'changer les mots-clés permis', 'aider la saisie dans un tableur'],
  ...["ajouter un objet, ou une liste d'objets", 'ajouter une règle', 'déclarer un erratum', 'publier une version'],
];

/** What the second column of each row of a table names as code: files and commands, the same in both languages. */
const codesOf = (row: string): string => [...row.matchAll(/`[^`]+`/g)].map(([code]) => code.replaceAll(/<[^>]*>/g, '<>')).join();

describe('the two languages of CONTRIBUTING', () => {
  const [fr, en] = ['CONTRIBUTING.md', 'CONTRIBUTING.en.md'].map((path) => tablesOf(readText(path)));

  test('have the same tables, row by row', () => {
    expect(en?.map((rows) => rows.length)).toEqual(fr?.map((rows) => rows.length));
    expect(en?.[1]?.map(codesOf)).toEqual(fr?.[1]?.map(codesOf));
  });

  test('a row that one of them lacks is noticed', () => {
    const text = readText('CONTRIBUTING.en.md');
    expect(tablesOf(text.replace(/^\| to rename a field .*\n/m, '')).map((rows) => rows.length)).not.toEqual(
      fr?.map((rows) => rows.length),
    );
  });

  test.each(WANTED)('say where to « %s »', (what) => {
    expect(fr?.[1]?.map((row) => row.split('|')[1]?.trim())).toContain(what);
  });
});
