import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { linkProblems } from '../../src/governance/links/verb.node.ts';
import { whereOf } from '../../src/governance/problem.ts';
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
  expect(status).toBe(0);
});
