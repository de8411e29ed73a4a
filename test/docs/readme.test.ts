import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXIT } from '../../src/host/exit.ts';
import { decp } from '../cli/run.ts';
import { readJsonFile, readText } from '../support/engine.ts';
import { projectFacts } from './facts.ts';
import { documentFaults, typographicFaults } from './faults.ts';
import { commandsOf, readPage } from './markdown.ts';

/** Each heading of the French README with that of the English one. */
const HEADINGS: [level: number, fr: string, en: string][] = [
  [1, 'Référentiel DECP', 'DECP référentiel'],
  [2, 'En deux commandes', 'In two commands'],
  [2, 'Vérifier un fichier', 'Checking a file'],
  [3, 'Ce que répond le programme', 'What the program answers'],
  [3, 'Options', 'Options'],
  [3, 'Formes du rapport', 'Forms of the report'],
  [3, 'Les règles', 'The rules'],
  [3, 'Comprendre un code', 'Understanding a code'],
  [3, 'Codes de sortie', 'Exit codes'],
  [3, 'Quelle version est appliquée', 'Which version is applied'],
  [2, 'Convertir un fichier', 'Converting a file'],
  [3, 'Saisir dans un tableur', 'Typing in a spreadsheet'],
  [2, "Produire les formes d'une version", 'Making the forms of a version'],
  [2, 'Vérifier une version téléchargée', 'Checking a version that was downloaded'],
  [2, 'Comparer deux versions', 'Comparing two versions'],
  [3, "Ce qu'un numéro promet", 'What a number promises'],
  [2, 'Depuis un programme', 'From a program'],
  [3, 'Dans une page', 'In a page'],
  [2, 'Le site de documentation', 'The documentation site'],
  [2, 'Versions', 'Versions'],
  [3, 'Versions publiées', 'Published versions'],
  [3, 'La prochaine : next', 'The next one: next'],
  [2, 'Où sont les choses', 'Where things are'],
  [2, 'Contribuer', 'Contributing'],
  [2, "D'où viennent les faits", 'Where the facts come from'],
  [2, 'Licences', 'Licences'],
];

const README = { fr: readText('README.md'), en: readText('README.en.md') };
const LANGS = ['fr', 'en'] as const;
const facts = await projectFacts();

const headingsOf = (text: string) => readPage(text).headings.map(({ level, text: heading }) => [level, heading]);
const commands = (text: string) => commandsOf(readPage(text));
const sample = (text: string) => readPage(text).fences.find(({ lang }) => lang === 'text')?.text;

describe('the two READMEs are in step', () => {
  test('heading by heading', () => {
    expect(headingsOf(README.fr)).toEqual(HEADINGS.map(([level, fr]) => [level, fr]));
    expect(headingsOf(README.en)).toEqual(HEADINGS.map(([level, , en]) => [level, en]));
  });

  test('command by command', () => {
    expect(commands(README.fr)).toContain('npm ci && npm start');
    expect(commands(README.en)).toEqual(commands(README.fr));
  });

  test('table by table: the code of each first cell', () => {
    expect(firstCells(README.en)).toEqual(firstCells(README.fr));
  });

  test('a heading or a command that only one of them has is noticed', () => {
    expect(headingsOf(`${README.en}\n## Planted\n`)).not.toEqual(headingsOf(README.en));
    expect(commands(`${README.en}\n\`\`\`sh\nnpm run planted\n\`\`\`\n`)).not.toEqual(commands(README.fr));
  });
});

describe.each(LANGS)('README (%s)', (lang) => {
  const text = README[lang];

  test('shows what the program answers today', async () => {
    const run = await decp(['validate', 'examples/demo/marches-de-kervadec.json', '--max-findings', '1', '--lang', lang]);
    expect(sample(text)?.trim()).toBe(run.out.trim());
  });

  test('tells all exit codes, and no other', () => {
    expect(exitCodes(text)).toEqual(Object.values(EXIT));
    expect(exitCodes(text.replace('|   70 |', '|   71 |'))).not.toEqual(Object.values(EXIT));
  });

  test('tells all options of decp validate but none that is not there', () => {
    const told = firstCells(text).flatMap((cell) => /^`(--[a-z-]+)/.exec(cell)?.[1] ?? []);
    expect(told.sort()).toEqual([...(facts.verbs.get('validate') ?? [])].sort());
  });

  test('gives each published version its date', () => {
    expect(publishedDates(text)).toEqual(released());
    expect(publishedDates(text.replace('2024-11-12', '2024-11-13'))).not.toEqual(released());
  });
});

const TOP = ['README.md', 'README.en.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'GOVERNANCE.md', 'CHANGELOG.md'];
const PROPOSITIONS = facts.files.filter((path) => path.startsWith('propositions/'));

describe.each([...TOP, 'schema/next/impact.md', ...PROPOSITIONS])('%s', (name) => {
  test('names only files, links, commands and options that exist', () => {
    expect(documentFaults(readText(name), facts, dirname(name))).toEqual([]);
  });

  test('is written with the straight apostrophe', () => {
    expect(readText(name)).not.toContain('\u2019');
  });
});

test.each(facts.files.filter((path) => path.endsWith('.md') && !path.startsWith('dist/')))(
  '%s has no typographic apostrophe in its code',
  (path) => {
    expect(typographicFaults(readPage(readText(path)))).toEqual([]);
  },
);

test.each([
  ['a link that leads nowhere', 'See [this](docs/nowhere.md).', 'docs/nowhere.md: the link leads nowhere'],
  ['an anchor without heading', 'See [this](#planted).', '#planted: there is no such heading'],
  ['a folder that is not there', 'Look in `schema/planted`.', 'schema/planted: there is no such file'],
  ['a pattern that no file follows', 'Edit `schema/fields/<x>.toml`.', 'schema/fields/<x>.toml: there is no such file'],
  ['a file that is not there', 'Read `PLANTED.md`.', 'PLANTED.md: there is no such file'],
  ['a script that is not there', '```sh\nnpm run planted\n```', 'npm run planted: there is no such script'],
  ['a command that is not there', 'Run `npx decp plant mes-marches.json`.', 'decp plant: there is no such command'],
  ['an option that is not there', '```sh\nnpx decp validate --planted x\n```', '--planted: there is no such option'],
  ['an option of another command', 'Run `npx decp build --mutants`.', '--mutants: there is no such option'],
  ['an option told alone', 'Give `--planted <n>`.', '--planted: there is no such option'],
  ['a typographic apostrophe in code', 'Write `Appel d\u2019offres`.', 'Appel d\u2019offres: typographic apostrophe in code'],
])('%s is noticed', (_, text, fault) => {
  expect(documentFaults(text, facts)).toEqual([fault]);
});

/** First cell of each row of each table, where it holds a code or a number: what both languages must have alike. */
function firstCells(text: string): string[] {
  const cells = [...text.matchAll(/^\| *([^|]*?) *\|/gm)].map(([, cell = '']) => cell);
  return cells.filter((cell) => /^[`\d]/.test(cell)).map((cell) => cell.replace(/<[^>]*>/, '<>'));
}

const exitCodes = (text: string): number[] => [...text.matchAll(/^\| +(\d+) \|/gm)].map(([, code]) => Number(code));

const publishedDates = (text: string): string[][] =>
  [...text.matchAll(/^\| (\d\.\d\.\d) +\| (\d{4}-\d\d-\d\d) /gm)].map(([, version = '', date = '']) => [version, date]);

function released(): string[][] {
  const { releases } = readJsonFile('schema/releases.json') as { releases: { version: string; date?: string }[] };
  return releases.flatMap(({ version, date }) => (date === undefined ? [] : [[version, date]]));
}
