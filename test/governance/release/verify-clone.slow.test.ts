import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { freeze } from '../../../src/governance/build/freeze.node.ts';
import { gitTree } from '../../../src/governance/release/inputs.node.ts';
import { readBytes } from '../../../src/host/tree.node.ts';
import { asReleased } from '../../support/draft.ts';
import { GOLDEN, OWN, VERSIONS } from '../../support/engine.ts';
import { Space } from './room.ts';

/** A clone that released a version, invented, and went on. The version in force was published elsewhere, and tagged here to start from. */
const clone = new Space();
const RELEASES = join(clone.folder, 'schema', 'releases.json');
/** Before the invented one. */
const PUBLISHED = VERSIONS.length;
const TAGGED = OWN.length + 1;
let release = '';
let after = '';

beforeAll(async () => {
  clone.git('init', '--quiet', '--initial-branch', 'main');
  writeFileSync(join(clone.folder, '.gitignore'), 'node_modules\ndist\n');
  const grow = asReleased(clone.folder, GOLDEN);
  const start = clone.commit('feat: start');
  for (const version of ['2.0.3', ...OWN]) clone.git('tag', version, start);
  grow();
  const folder = await freeze(join(clone.folder, 'schema'), '9.9.9');
  write({ tag: { published: true, tree: gitTree(await readBytes(folder)) } });
  release = clone.commit('chore(release): 9.9.9');
  clone.git('tag', '9.9.9');
  clone.git('tag', '9.9.9-rc.1');
  clone.git('tag', 'outils-0.1.0');
  appendFileSync(join(clone.folder, 'schema', '9.9.9', 'known-defects.yaml'), '# rien encore\n');
  after = clone.commit('docs: known defects');
});
afterAll(() => clone.remove());
afterEach(() => {
  clone.git('checkout', '--quiet', '--force', '-B', 'main', after);
  clone.git('tag', '--force', '9.9.9', release);
});

/** Writes the entry of 9.9.9, as a release does, with something else in it. */
function write(more: object): void {
  const { releases } = JSON.parse(readFileSync(RELEASES, 'utf8')) as { releases: Record<string, unknown>[] };
  const others = releases.filter(({ version }) => version !== '9.9.9');
  const entry = { version: '9.9.9', tools: '0.1.0', files: [], ...more };
  writeFileSync(RELEASES, JSON.stringify({ releases: [...others.slice(0, -1), entry, others.at(-1)] }, null, 2));
}

const verify = (lang = 'fr') => clone.built(['release', 'verify', '--lang', lang]);

test('a clone whose published versions and tags are as they were is verified; a defect added to a list changes nothing', () => {
  expect(verify()).toEqual({
    code: 0,
    out: `✔ versions publiées inchangées : ${PUBLISHED + 1} ; étiquettes en place : ${TAGGED + 1}\n`,
    err: '',
  });
});

type Fault = [spoil: () => void, sentence: RegExp];

const changed: Fault = [
  () => appendFileSync(join(clone.folder, 'schema/9.9.9/codelists/ccag.csv'), '\n'),
  /✖ schema\/9\.9\.9\/codelists\/ccag\.csv\n {4}fichier modifié dans une version publiée/,
];
const takenAway: Fault = [
  () => rmSync(join(clone.folder, 'schema/2.0.3/marche.schema.json')),
  /✖ schema\/2\.0\.3\/marche\.schema\.json\n {4}fichier supprimé/,
];
const wrongSize: Fault = [
  () => write({ files: [{ path: 'SHA256SUMS', bytes: 1, sha256: '0'.repeat(64) }] }),
  /✖ schema\/releases\.json\n {4}« 9\.9\.9\/SHA256SUMS » n'a pas la taille ou la somme/,
];
const otherTree: Fault = [
  () => write({ tag: { published: true, tree: '0'.repeat(40) } }),
  /montre un autre contenu que celui qui a été publié/,
];
const unknownTag: Fault = [
  () => void clone.git('tag', '9.9.10', `${after}^`),
  /l'étiquette « 9\.9\.10 » porte le numéro d'une version que schema\/releases\.json ne connaît pas/,
];
const movedTo = (commit: () => string, sentence: RegExp): Fault => [
  () => void clone.git('tag', '--force', '9.9.9', commit()),
  sentence,
];

/** Faults that do not hide one another are in one clone: to look at one takes a process. */
test.each<[string, ...Fault[]]>([
  [
    'a tag moved forward, a frozen file changed and one taken away',
    movedTo(() => after, /schema\/9\.9\.9\n {4}l'étiquette « 9\.9\.9 » n'est pas sur le commit qui a figé/),
    changed,
    takenAway,
  ],
  [
    'a tag moved back and a size in the index that is wrong',
    movedTo(() => `${release}^`, /n'est pas sur le commit qui a figé/),
    wrongSize,
  ],
  ['a tag moved aside', movedTo(() => aside(), /n'est pas dans l'histoire de ce commit/)],
  [
    'a tag taken away',
    [() => void clone.git('tag', '--delete', '9.9.9'), /version publiée dont ce clone n'a pas l'étiquette « 9\.9\.9 »/],
  ],
  ['a tag of no version and a tree that is not the one recorded', unknownTag, otherTree],
])('%s: each is found out', (_, ...faults) => {
  for (const [spoil] of faults) spoil();
  const { code, out } = verify();
  for (const [, sentence] of faults) expect(out).toMatch(sentence);
  const count = faults.length === 1 ? '1 écart' : `${faults.length} écarts`;
  expect(out.endsWith(`\nCe clone ne se vérifie pas : ${count}.\n`), out).toBe(true);
  expect(code).toBe(1);
  if (clone.git('tag', '--list', '9.9.10') !== '') clone.git('tag', '--delete', '9.9.10');
});

/** A commit beside the history, with the same files. */
const aside = (): string => clone.git('commit-tree', '-m', 'à côté', `${release}^{tree}`);

test('a tag of a version published elsewhere shows the folder as it is frozen, or is found out', () => {
  const start = clone.git('rev-parse', '2.0.3');
  appendFileSync(join(clone.folder, 'schema/2.0.3/codelists/ccag.csv'), '\n');
  clone.git('tag', '--force', '2.0.3', clone.commit('feat: change what is frozen'));
  clone.git('revert', '--no-edit', 'HEAD');
  expect(verify('en')).toMatchObject({ code: 1, out: expect.stringMatching(/tag “2\.0\.3” shows another content/) as string });
  clone.git('tag', '--force', '2.0.3', start);
});

test('a clone that stands before a release does not mistake its tag for a stray one', () => {
  clone.git('checkout', '--quiet', '2.0.3');
  expect(verify('en')).toMatchObject({
    code: 0,
    out: `✔ published versions unchanged: ${PUBLISHED}; tags in place: ${TAGGED + 1}\n`,
  });
});

test('a release that is not in a commit yet has no tag to miss', async () => {
  clone.git('checkout', '--quiet', '2.0.3');
  clone.git('tag', '--delete', '9.9.9');
  await freeze(join(clone.folder, 'schema'), '9.9.9');
  write({ tag: { published: true } });
  expect(verify()).toMatchObject({ code: 0 });
  rmSync(join(clone.folder, 'schema/9.9.9'), { recursive: true });
});

test('a clone without any tag is compared with the commits that froze its versions, and says so', () => {
  const tags = clone.git('tag').split('\n');
  const places = tags.map((tag) => [tag, clone.git('rev-parse', tag)] as const);
  clone.git('tag', '--delete', ...tags);
  const { code, out, err } = verify();
  expect([code, out]).toEqual([0, `✔ versions publiées inchangées : ${PUBLISHED + 1} ; étiquettes en place : 0\n`]);
  expect(err).toMatch(/^Ce clone n'a pas d'étiquettes : les versions viennent de schema\/releases\.json/);
  expect(err).toContain(`9.9.9 (${release.slice(0, 12)})`);
  write({ tag: { published: true, tree: '0'.repeat(40) } });
  expect(verify('en')).toMatchObject({
    code: 1,
    out: expect.stringContaining(`the commit ${release.slice(0, 12)}, which froze this version, shows another content`) as string,
  });
  for (const [tag, commit] of places) clone.git('tag', tag, commit);
});

test('a history that is cut short, or no history, is an error of input that says what to do', () => {
  const git = join(clone.folder, '.git');
  writeFileSync(join(git, 'shallow'), `${release}\n`);
  expect(clone.built(['release', 'verify'])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/git fetch --unshallow --tags/) as string,
  });
  rmSync(join(git, 'shallow'));
  renameSync(git, `${git}-ailleurs`);
  expect(clone.built(['release', 'verify'])).toMatchObject({ code: 2, err: expect.stringMatching(/dépôt git/) as string });
  appendFileSync(join(clone.folder, 'schema/2.0.3/codelists/ccag.csv'), '\n');
  expect(clone.built(['release', 'verify']), 'what is wrong is reported all the same').toMatchObject({ code: 1 });
  renameSync(`${git}-ailleurs`, git);
});
