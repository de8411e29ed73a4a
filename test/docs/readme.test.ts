import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXIT } from '../../src/host/exit.ts';
import { readJsonFile, readText } from '../support/engine.ts';
import { TIER } from '../support/tier.ts';
import { projectFacts } from './facts.ts';
import { documentFaults, typographicFaults } from './faults.ts';
import { commandsOf, plain, readPage } from './markdown.ts';
import { follow, readersFolder } from './reader.ts';
import { SITE_GUIDES } from './walkthrough/guide.ts';

/** Each heading of the French README with that of the English one. */
const HEADINGS: [level: number, fr: string, en: string][] = [
  [1, 'Référentiel DECP', 'DECP référentiel'],
  [2, 'En deux commandes', 'In two commands'],
  [2, 'Contrôler un fichier', 'Check a file'],
  [2, 'Comprendre un constat', 'Understand a finding'],
  [2, 'Convertir un fichier', 'Convert a file'],
  [2, 'Comparer deux versions', 'Compare two versions'],
  [2, 'Produire des formulaires et des formes', 'Make spreadsheet templates and other forms'],
  [2, 'Proposer un changement', 'Propose a change'],
  [2, 'Versions', 'Versions'],
  [3, 'Versions publiées', 'Published versions'],
  [3, 'La prochaine : next', 'The next one: next'],
  [2, 'Pour aller plus loin', 'To go further'],
  [2, "D'où viennent les faits", 'Where the facts come from'],
  [2, 'Licences', 'Licences'],
];

const README = { fr: readText('README.md'), en: readText('README.en.md') };
const LANGS = ['fr', 'en'] as const;
const facts = await projectFacts();

const headingsOf = (text: string) => readPage(text).headings.map(({ level, text: heading }) => [level, heading]);
const commands = (text: string) => commandsOf(readPage(text)).map(plain);

describe('the two READMEs are in step', () => {
  test('heading by heading', () => {
    expect(headingsOf(README.fr)).toEqual(HEADINGS.map(([level, fr]) => [level, fr]));
    expect(headingsOf(README.en)).toEqual(HEADINGS.map(([level, , en]) => [level, en]));
  });

  test('command by command', () => {
    expect(commands(README.fr)).toContain('npm ci && npm start');
    expect(commands(README.en)).toEqual(commands(README.fr));
  });

  test('a heading or a command that only one of them has is noticed', () => {
    expect(headingsOf(`${README.en}\n## Planted\n`)).not.toEqual(headingsOf(README.en));
    expect(commands(`${README.en}\n\`\`\`sh\nnpm run planted\n\`\`\`\n`)).not.toEqual(commands(README.fr));
  });
});

describe.each(LANGS)('README (%s)', (lang) => {
  const text = README[lang];

  // The commands of both are the same: `npm test` runs those of the French one.
  test.skipIf(TIER === 'fast' && lang === 'en')('shows what its commands answer today', async () => {
    const folder = readersFolder();
    // The two commands of npm are run by whoever runs this.
    const fences = readPage(text).fences.filter(({ text: command }) => !command.startsWith('npm ci'));
    expect(fences.filter(({ lang: kind }) => kind === 'sh')).toHaveLength(6);
    await follow(fences, folder);
    rmSync(folder, { recursive: true });
  });

  test('gives each published version its date', () => {
    expect(publishedDates(text)).toEqual(released());
    expect(publishedDates(text.replace('2024-11-12', '2024-11-13'))).not.toEqual(released());
  });
});

describe.each(LANGS)('the guide of the check (%s)', (lang) => {
  const text = readText(`${SITE_GUIDES[lang]}/controle.md`);

  test('gives all exit codes, and no other', () => {
    expect(exitCodes(text)).toEqual(Object.values(EXIT));
    expect(exitCodes(text.replace('|   70 |', '|   71 |'))).not.toEqual(Object.values(EXIT));
  });

  test('gives all options of decp validate but none that is not there', () => {
    const options = firstCells(text).flatMap((cell) => /^`(--[a-z-]+)/.exec(cell)?.[1] ?? []);
    expect(options.sort()).toEqual([...(facts.verbs.get('validate') ?? [])].sort());
  });
});

test.each(['controle', 'convertir', 'comparer', 'formes', 'bibliotheque', 'fichiers'])(
  'the tables of the guide %s name the same things in both languages',
  (name) => {
    const [fr, en] = LANGS.map((lang) => firstCells(readText(`${SITE_GUIDES[lang]}/${name}.md`)));
    expect(en).toEqual(fr);
  },
);

const TOP = facts.files.filter((path) => /^[A-Z_]+(\.en)?\.md$/.test(path));
/** The propositions to come have a check of their own, and their links are those of `npm run links`. */
const PROPOSITIONS = ['0000-modele', '0001-fermer-les-objets', 'README'].map((name) => `propositions/${name}.md`);

describe.each([...TOP, 'schema/next/impact.md', ...PROPOSITIONS])('%s', (name) => {
  test('names only files, links, commands and options that exist', () => {
    expect(documentFaults(readText(name), facts, dirname(name))).toEqual([]);
  });

  test('is written with the straight apostrophe', () => {
    expect(readText(name)).not.toContain('\u2019');
  });
});

test.each(facts.files.filter((path) => path.endsWith('.md') && !/^(dist|propositions)\//.test(path)))(
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
  ['an option reported alone', 'Give `--planted <n>`.', '--planted: there is no such option'],
  ['an option of npm that is not there', 'Run `npm run propose -- field --planted x`.', '--planted: there is no such option'],
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
