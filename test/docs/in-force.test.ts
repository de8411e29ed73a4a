import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { catalogueText } from '../../src/governance/organisation/read.node.ts';
import { VERSION_STATUS } from '../../src/messages/compiled/version-status.ts';
import { inForceOf, latestOf, proposedOf, standingOf, type Release } from '../../src/model/releases.ts';
import { readmes } from '../../src/governance/release/artefacts/version-archive.node.ts';
import { timelineOf } from '../../docs-site/make/timeline.ts';
import type { SiteRelease } from '../../docs-site/make/types.ts';
import { decp } from '../cli/run.ts';
import { IN_FORCE, NEWEST, readJsonFile, readText, ROOT } from '../support/engine.ts';
import { inForceFaults } from '../support/in-force.ts';
import { NAMED } from '../support/organisation.ts';

const { releases } = readJsonFile('schema/releases.json') as { releases: SiteRelease[] };
const built = readJsonFile('dist/versions/index.json') as Release[];

describe('« en vigueur » and “in force” are said of one version', () => {
  test('in the data, and in what is built of them', () => {
    for (const entries of [releases, built]) {
      expect(entries.filter(({ status }) => status === 'en vigueur').map(({ version }) => version)).toEqual([IN_FORCE]);
      expect([inForceOf(entries), latestOf(entries), proposedOf(entries)]).toEqual(['2.0.3', NEWEST, NEWEST]);
    }
    expect(releases.find(({ version }) => version === IN_FORCE)?.appliedBy).toMatchObject({
      date: expect.stringMatching(/^20/) as string,
    });
  });

  test('on the timeline of the site', () => {
    const said = timelineOf({ releases, legal: new Map() }).filter(({ statusWords, status }) =>
      [statusWords.fr, statusWords.en, status].some((words) => /en vigueur|in force|current/.test(words)),
    );
    expect(said.map(({ version }) => version)).toEqual([IN_FORCE]);
  });

  test('in the documents, the guides, the words of the site and the golden files, but those of planted faults', () => {
    const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const files = listed
      .split('\n')
      .filter((path) => /\.(?:md|yml|txt)$|^docs-site\/i18n\/.*\.json$/.test(path) && !path.startsWith('test/golden/checks/'));
    expect(files.length).toBeGreaterThan(200);
    expect(files.flatMap((path) => inForceFaults(readText(path)).map((fault) => `${path}: ${fault}`))).toEqual([]);
  });

  test('in what a release writes, whatever the version is', () => {
    const texts = Object.keys(VERSION_STATUS.fr).flatMap((status) => {
      const standing = { version: status === 'en vigueur' ? IN_FORCE : '9.9.0', status, inForce: IN_FORCE } as Parameters<
        typeof readmes
      >[0];
      return readmes(standing, ['schema/a']).map(([, bytes]) => Buffer.from(bytes).toString());
    });
    expect([...texts, catalogueText(NAMED, { inForce: IN_FORCE, latest: '9.9.0' })].flatMap(inForceFaults)).toEqual([]);
    for (const text of texts.slice(2, 4)) expect(text).toMatch(/est une proposition|is a proposal/);
  });

  test.each<[fault: string, isFault: boolean]>([
    ['La version 9.9.0 est en vigueur.', true],
    ['La version en vigueur est la 9.9.0.', true],
    ['Version 9.9.0, the newest in force.', true],
    ['| 9.9.0 | 2026-12-01 | les mêmes que 2.0.3 | en vigueur |', true],
    ['<tr><td>9.9.0</td>\n<td>In force</td></tr>', true],
    ['même structure en 2.0.2, 9.9.0 : 9.9.0 est la plus récente en vigueur.', true],
    [`même structure en 2.0.2, 9.9.0 : ${IN_FORCE} est la version en vigueur.`, false],
    [`| ${IN_FORCE} | les mêmes que 2.0.2 | en vigueur |`, false],
    ["La version 9.9.0 a paru après l'entrée en vigueur de son arrêté.", false],
  ])('the search would find it: %s', (text, isFault) => {
    expect(inForceFaults(text).length > 0).toBe(isFault);
  });
});

describe('what a report says of the version', () => {
  const folder = mkdtempSync(join(tmpdir(), 'decp-vigueur-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const record = (readJsonFile('examples/2.0.3/valid/base-marche.json') as { marches: object }).marches;
  const write = (name: string, file: object) => {
    writeFileSync(join(folder, name), JSON.stringify(file));
  };
  write('sans version.json', { marches: record });
  write('annoncee.json', { version: NEWEST.replace(/\.\d+$/, ''), marches: record });
  write('1.5.json', readJsonFile('examples/1.5.0/valid/base-marche.json') as object);

  /** Which versions there are changes with each release: the golden file names the one in force, the newest published here, and no other. */
  const steady = (text: string): string =>
    text
      .replaceAll(/\n(?=[a-z«“\d])/g, ' ')
      .replaceAll(/(même structure en|same structure in) [^:]*?(?=\s?:)/g, '$1 …')
      .replaceAll(NEWEST, '(latest)')
      .replaceAll(NEWEST.replace(/\.\d+$/, ''), '(label)');

  test.each(
    (['fr', 'en'] as const).flatMap((lang): [string, 'fr' | 'en', string[]][] => [
      ['no-version', lang, ['sans version.json']],
      ['version-announced', lang, ['annoncee.json']],
      ['version-1', lang, ['1.5.json']],
      ['latest-chosen', lang, ['sans version.json', '--schema', 'latest']],
      ['in-force-chosen', lang, ['sans version.json', '--schema', IN_FORCE]],
    ]),
  )('%s (%s): is as in its golden file, and calls no other version in force', async (name, lang, args) => {
    const { code, out, err } = await decp(['validate', ...args, '--lang', lang, '--date', '2026-12-31'], { folder });
    expect([code, err]).toEqual([0, '']);
    await expect(steady(out)).toMatchFileSnapshot(`../golden/detection/${name}.${lang}.txt`);
    expect(inForceFaults(out)).toEqual([]);
  });

  test('the command that it gives counts what the proposal would refuse besides, and a program reads it', async () => {
    const { out } = await decp(['validate', 'sans version.json', '--format', 'json'], { folder });
    const [file] = (JSON.parse(out) as { files: { version: string; proposal?: { version: string; command: string } }[] }).files;
    expect(file).toMatchObject({ version: IN_FORCE, proposal: { version: NEWEST } });
    const command = file?.proposal?.command ?? '';
    expect(command).toBe(`decp impact --from ${IN_FORCE} --to ${NEWEST} 'sans version.json'`);
    const counted = await decp([...command.replace(/^decp | '.*$/g, '').split(' '), 'sans version.json'], { folder });
    expect(counted).toMatchObject({
      code: 0,
      out: expect.stringContaining(`acceptés par ${IN_FORCE}, refusés par ${NEWEST}`) as string,
    });
  });

  test('a table is asked of the version that is proposed alone: only JSON is judged by two at once', async () => {
    const { out } = await decp(['validate', `${ROOT}examples/tables/marches-a-corriger.csv`, '--format', 'json'], { folder });
    expect(out).toContain(`"command":"decp validate --schema ${NEWEST} `);
  });
});

test.each<[what: string, file: Parameters<typeof standingOf>[0], proposed: string | undefined, reported: object]>([
  ['another version', { version: '1.5.0', chosen: false, candidates: ['1.5.0'] }, '9.9.0', { inForce: '2.0.3' }],
  ['another version that was chosen', { version: '9.9.0', chosen: true, candidates: ['9.9.0'] }, '9.9.0', { inForce: '2.0.3' }],
  [
    'a file of both',
    { version: '2.0.3', chosen: false, candidates: ['2.0.3', '9.9.0'] },
    '9.9.0',
    { proposal: { version: '9.9.0' } },
  ],
  ['a version that was chosen', { version: '2.0.3', chosen: true, candidates: ['2.0.3', '9.9.0'] }, '9.9.0', {}],
  ['a file of the version in force alone', { version: '2.0.3', chosen: false, candidates: ['2.0.3'] }, '9.9.0', {}],
  ['no proposal', { version: '2.0.3', chosen: false, candidates: ['2.0.3'] }, undefined, {}],
])('reports name the version in force, or the proposal, as the case is: %s', (_, file, proposed, reported) => {
  expect(standingOf(file, '2.0.3', proposed)).toEqual(reported);
});
