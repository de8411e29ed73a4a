import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pointerProblems } from '../../src/governance/links/pointers.ts';
import { headingsIn, POINTING } from '../../src/governance/links/verb.node.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { ROOT } from '../support/engine.ts';

/** The folders that may hold a pointer, and those of the pages to which it may lead. */
const FOLDERS = [
  'messages',
  '.github',
  'src',
  'docs-site/guides',
  'docs-site/i18n',
  'docs-site/make',
  'federation/src',
  'propositions',
];

const files = new Map(
  readdirSync(ROOT).flatMap((name) => (name.endsWith('.md') ? [[name, readFileSync(`${ROOT}${name}`, 'utf8')] as const] : [])),
);
for (const folder of FOLDERS)
  for (const [path, text] of await readTree(`${ROOT}${folder}`, (name) => /\.(md|ts|ya?ml)$/.test(name)))
    files.set(`${folder}/${path}`, text);

const headings = headingsIn(new Map([...files].filter(([path]) => path.endsWith('.md'))));
const pointing = new Map([...files].filter(([path]) => POINTING.test(path)));

test('a message, a form of the forge or a program that names a heading of a page names one that is there', () => {
  expect(pointerProblems(pointing, headings)).toEqual([]);
  // Those of the gate, of a release, of a new rule and of three issue forms.
  expect(pointerProblems(pointing, () => undefined).map(({ file }) => file)).toEqual(
    expect.arrayContaining([
      '.github/ISSUE_TEMPLATE/3-nouveau-code.yml',
      '.github/ISSUE_TEMPLATE/4-nouvelle-regle.yml',
      '.github/ISSUE_TEMPLATE/5-nouveau-champ.yml',
      'messages/gate.yaml',
      'messages/release.yaml',
      'src/governance/propose/rule.ts',
    ]),
  );
});

test.each([
  ['say: voyez page.md (« Un titre »)', []],
  ['say: voyez `page.md`, « Un\n  titre »', []],
  ['say: « Un titre », dans `page.md`, le montre', []],
  ['say: see page.md (“Another”)', ['no heading of page.md is “Another”; correct the pointer']],
  ['a\nsay: « Autre » dans `page.md`', ['no heading of page.md is “Autre”; correct the pointer']],
  ['say: see other.md, “Un titre”', ['there is no page other.md; correct the pointer']],
])('of %j it says %j', (text, said) => {
  const found = pointerProblems(
    new Map([['messages/a.yaml', text]]),
    headingsIn(new Map([['page.md', '# Page\n\n## Un titre {#un}\n']])),
  );
  expect(found.map(({ en }) => en)).toEqual(said);
  expect(found.map(({ place }) => place?.line)).toEqual(said.map(() => text.split('\n').length));
});
