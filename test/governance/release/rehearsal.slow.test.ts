import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asReleased, resetDraft } from '../../support/draft.ts';
import { NEWEST, readJsonFile, ROOT } from '../../support/engine.ts';
import { nameOrganisation } from '../../support/organisation.ts';
import { NIGHT } from '../../support/tier.ts';
import { type Said, Space } from './room.ts';

/** Without tags semantic-release, whose plugins are sources as they stand, has no part in what is said. */
const REHEARSE = 'test/governance/release/rehearse.ts';

/** A clone that froze the newest release, went on, and has a repository to push to. No tag is in either. */
const clone = new Space();
const bare = join(clone.folder, '..', 'depot.git');
let release = '';

const file = (path: string): string => join(clone.folder, path);
const { tools = '' } = (
  readJsonFile('schema/releases.json') as { releases: { version: string; tools?: string }[] }
).releases.find(({ version }) => version === NEWEST)!;
const following = NEWEST.replace(/\d+\.\d+$/, (rest) => `${Number(rest.split('.')[0]) + 1}.0`);

beforeAll(() => {
  // The lists that rules ask, as they were built.
  symlinkSync(join(ROOT, 'dist'), file('dist'), 'junction');
  resetDraft(clone.folder);
  nameOrganisation(clone.folder);
  writeFileSync(file('.gitignore'), 'node_modules\ndist\n.cache\ncompiled\n');
  const grow = asReleased(clone.folder, NEWEST);
  clone.git('init', '--quiet', '--initial-branch', 'main');
  release = clone.commit('feat: start');
  grow();
  const list = file('schema/next/codelists/type-prix.csv');
  writeFileSync(
    list,
    readFileSync(list, 'utf8').replace('Un prix', 'Un seul prix').replace('Le prix est', 'Le prix du marché est'),
  );
  clone.commit('feat(schema): a text that says more');
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch', 'main', bare]);
  clone.git('remote', 'add', 'origin', bare);
  clone.git('push', '--quiet', 'origin', 'main');
});
afterAll(() => clone.remove());

const rehearse = (stream: string, lang = 'fr') => clone.npm([`release:${stream}`, '--dry-run', '--lang', lang]);

test('in a clone without tags the plan and the rehearsal give the same number, that of schema/releases.json, and say so', async () => {
  const sentence = `L'étiquette ${NEWEST} n'est pas dans ce clone : ce numéro vient de schema/releases.json, et les commits sont comptés depuis ${release.slice(0, 12)}`;
  const { plan, rehearsed } = JSON.parse((await clone.bundle(REHEARSE)).out) as Record<'plan' | 'rehearsed', Said>;
  for (const { code, out } of [plan, rehearsed]) {
    expect(out.replaceAll(/\s+/g, ' ')).toContain(sentence);
    expect(out).toContain(`La prochaine version est la ${following} (mineure), après la ${NEWEST}.`);
    expect(code).toBe(0);
  }
  expect(rehearsed.out).toContain('Ce que promet ce numéro');
  expect(rehearsed.out).toContain('What this number promises');
  expect(clone.git('tag')).toBe('');
  expect(clone.git('status', '--porcelain')).toBe('');
});

// The stream of the tools asks the same code; with the tags in place it is semantic-release that counts.
test.runIf(NIGHT)('and so does the rehearsal of the tools', () => {
  const { code, out } = rehearse('outils', 'en');
  expect(out).toContain(
    `The tag outils-${tools} is not in this clone: this number is the one that schema/releases.json gives to the version ${NEWEST}`,
  );
  expect(out).toContain(`The commits since the tools ${tools} ask for no release.`);
  expect(code).toBe(0);
});

// One more start of semantic-release, which prints a refusal as in the next test; by day `streams.test.ts` shows that this is the one.
test.runIf(NIGHT)('a release without the tag of the version before stops, and names the tag and the commit to set it on', () => {
  const { code, out, err } = clone.npm(['release:schema', '--no-ci']);
  expect(err).toContain(
    `Étiquetez d'abord cette version sur le commit qui l'a publiée (git tag ${NEWEST} ${release.slice(0, 12)}).`,
  );
  expect(code).toBe(1);
  expect(`${out}${err}`).not.toContain('AggregateError');
  expect(clone.git('tag')).toBe('');
});

test('each refusal is printed once, as a sentence, with the tags in place', () => {
  clone.git('tag', NEWEST, release);
  clone.git('push', '--quiet', 'origin', NEWEST);
  const organisation = file('schema/organisation.json');
  const kept = readFileSync(organisation, 'utf8');
  writeFileSync(organisation, JSON.stringify({ ...(JSON.parse(kept) as object), site: 'https://decp.example' }));
  const { code, out, err } = rehearse('schema');
  writeFileSync(organisation, kept);
  const all = `${out}${err}`;
  expect(all.split("Des noms d'attente ne se publient pas : site (https://decp.example).")).toHaveLength(2);
  expect(all).not.toMatch(/AggregateError|EDECP|\n {4}at /);
  expect(code).toBe(1);
});

test.runIf(NIGHT)('with the tags in place the rehearsal is that of semantic-release, and comes to the same number', () => {
  const { code, out } = rehearse('schema');
  expect(out).toContain(`The next release version is ${following}`);
  expect(out).not.toContain('schema/releases.json, et les commits');
  expect(code).toBe(0);
});
