import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { namedArticles } from '../../src/governance/checks/sources.ts';
import { linkProblems, toRead } from '../../src/governance/links/verb.node.ts';
import { whereOf } from '../../src/governance/problem.ts';
import { readLegalTexts } from '../../src/model/citation.ts';
import { ROOT } from '../support/engine.ts';

const PAGE = `# Une page

## Deux mots : l'état
## Deux mots : l'état
## Le code \`decp diff\`
`;
const paths = ['README.md', 'docs/page.md', 'docs/image.png', 'src/a.ts'];
const faults = (text: string, file = 'README.md') =>
  linkProblems(
    new Map([
      ['docs/page.md', PAGE],
      [file, text],
    ]),
    paths,
  ).map((problem) => `${whereOf(problem)} ${problem.fr}`);

test.each([
  'Voir [la page](docs/page.md).',
  'Voir [la page](docs/page.md#deux-mots--létat) et [la suite](docs/page.md#deux-mots--l%C3%A9tat-1).',
  'Voir [le code](docs/page.md#le-code-decp-diff), [le dossier](src) et [le dessin](./docs/image.png).',
  '![](docs/image.png) [ailleurs](https://exemple.invalid/absent) [courriel](mailto:essai@exemple.invalid)',
  '# Titre\n\nVoir [plus haut](#titre), ou [la page][p].\n\n[p]: /docs/page.md',
  '`[absent](absent.md)`',
])('%s leads somewhere', (text) => {
  expect(faults(text)).toEqual([]);
});

test.each([
  ['Voir\n\n[ici](absent.md).', 'README.md:3:1 le lien « absent.md » ne mène à aucun fichier du dépôt ; corrigez son chemin'],
  ['[ici](../README.md)', 'README.md:1:1 le lien « ../README.md » ne mène à aucun fichier du dépôt ; corrigez son chemin'],
  ['![](docs/absent.png)', 'README.md:1:1 le lien « docs/absent.png » ne mène à aucun fichier du dépôt ; corrigez son chemin'],
  ['[ici](#absent)', 'README.md:1:1 le lien « #absent » ne mène à aucun titre de sa page ; corrigez ce qui suit « # »'],
  [
    '[ici](docs/page.md#deux-mots--létat-2)',
    'README.md:1:1 le lien « docs/page.md#deux-mots--l%C3%A9tat-2 » ne mène à aucun titre de sa page ; corrigez ce qui suit « # »',
  ],
])('%s does not', (text, fault) => {
  expect(faults(text)).toEqual([fault]);
});

test('a link is read from where its page stands', () => {
  expect(faults('[ici](page.md) [là](../README.md)', 'docs/autre.md')).toEqual([]);
});

test('npm run links: each link of the pages of the repository leads somewhere', () => {
  const args = ['--import', 'tsx', 'scripts/npm-run.ts', 'links', '--lang', 'en'];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  expect(stdout).toMatch(/^✔ Each link of the \d+ pages leads somewhere\.$/m);
  expect(stdout).toMatch(/^To be read on Légifrance, \d+ of the \d+ entries/m);
  expect(status).toBe(0);
});

const LEGAL = readLegalTexts(
  `
code: { kind: droit, title: { fr: Code, en: Code }, verified: { on: texte } }
code-r1: { of: code, place: { fr: article R. 1-1, en: article R. 1-1 }, legiarti: LEGIARTI1, verified: { on: reproduction } }
avis: { kind: droit, title: { fr: Avis, en: Notice }, jorf: { id: JORFTEXT1 }, verified: { on: non-lu } }
guide: { kind: documentation, title: { fr: Guide, en: Guide }, verified: { on: commentaire } }
`,
);

test('what a person has to read are the entries of law that were not read in the published text', () => {
  expect(toRead(LEGAL, 'en')).toEqual([
    'Code, article R. 1-1 (read in a reproduction of the text) – https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI1',
    'Notice (text not read) – https://www.legifrance.gouv.fr/jorf/id/JORFTEXT1',
  ]);
});

test('a page that names an article of which there is no entry is reported with its line', () => {
  const pages = new Map([['docs-site/guides/a.md', 'Selon R. 1-1.\n\nSelon R. 2-1 et D. 3-1-2.']]);
  expect(namedArticles(pages, LEGAL).map((problem) => `${whereOf(problem)} ${problem.en.slice(0, 30)}`)).toEqual([
    'docs-site/guides/a.md:3:7 article R. 2-1 is no entry of ',
    'docs-site/guides/a.md:3:17 article D. 3-1-2 is no entry o',
  ]);
});
