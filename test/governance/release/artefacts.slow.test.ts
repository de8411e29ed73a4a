import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freeze } from '../../../src/governance/build/freeze.node.ts';
import { readVersion } from '../../../src/model/read-version.node.ts';
import type { Artefact } from '../../../src/governance/release/archive/tgz.node.ts';
import { frozenFiles } from '../../../src/governance/release/artefacts/version-archive.node.ts';
import { makeArtefacts } from '../../../src/governance/release/artefacts/plan.node.ts';
import { once } from '../../../src/host/once.ts';
import { readBytes } from '../../../src/host/tree.node.ts';
import { openArtefact } from '../../../src/governance/release/verify/open.node.ts';
import { compareVersions } from '../../../src/model/releases.ts';
import { decp } from '../../cli/run.ts';
import { NIGHT } from '../../support/tier.ts';
import { readJsonFile, ROOT } from '../../support/engine.ts';
import { artefactTests } from './artefacts.ts';
import { Space } from './room.ts';

/** Without a commit, so that what is made here and in a folder outside of git can be the same. */
const NOWHERE = { missing: 'no-repository' } as const;

type Case = { name: string; asked: { version: string; as?: string } };

/** The version in force has the same in it as a candidate. */
const CASES: Case[] = [
  { name: '2.0.3', asked: { version: '2.0.3' } },
  { name: '9.9.9-rc.1', asked: { version: 'next', as: '9.9.9-rc.1' } },
];

const top = mkdtempSync(join(tmpdir(), 'decp-publication-'));
/** Only the night makes anything there. */
const elsewhere = once(() => new Space('plus', 'loin', 'encore'));
afterAll(() => {
  rmSync(top, { recursive: true });
  if (NIGHT) elsewhere().remove();
});

// To make a release takes many seconds. By day the one that `e2e.slow.test.ts` makes is held to the same tests.
describe.runIf(NIGHT).each(CASES)('the artefacts of $name', ({ name, asked }) => {
  let artefacts: Artefact[] = [];
  const folder = join(top, name);

  beforeAll(async () => {
    ({ artefacts } = await makeArtefacts(asked, undefined, NOWHERE));
    mkdirSync(folder);
    for (const { path, bytes } of artefacts) writeFileSync(join(folder, path), bytes);
  });

  artefactTests(() => ({ name, schema: `${ROOT}schema`, from: asked.version, folder, artefacts }));

  // The tools are built there first. By day `verify.slow.test.ts` makes a release again to the same bytes in this folder.
  test('have in another folder, under another umask, in another zone and language, the very same bytes', () => {
    elsewhere().close();
    const env = { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', NODE_ICU_DATA: '' };
    const out = join(elsewhere().folder, 'sortie', name);
    const as = asked.as === undefined ? [] : ['--as', asked.as];
    const { code, err } = elsewhere().built(['release', 'artefacts', asked.version, ...as, '--out', out], env);
    expect([code, err]).toEqual([0, expect.stringContaining('formes de la version')]);
    expect(err, 'there is no git').toMatch(/ne nomme aucun commit/);
    for (const { path, bytes } of artefacts) expect(readFileSync(join(out, path)).equals(bytes), path).toBe(true);
    expect(readdirSync(out).sort()).toEqual(artefacts.map(({ path }) => path).sort());
  });
});

/** The program is built twice from nothing: for a night (`npm run test:night`). */
test.runIf(NIGHT)(
  'the npm package of the tools has elsewhere the very same bytes, and nothing that a build left here',
  async () => {
    const version = `outils-${(readJsonFile('package.json') as { version: string }).version}`;
    const { artefacts } = await makeArtefacts({ version }, undefined, NOWHERE);
    const out = join(elsewhere().folder, 'sortie', 'outils');
    elsewhere().close();
    const { code, err } = elsewhere().decp(['release', 'artefacts', version, '--out', out], {
      TZ: 'Asia/Tokyo',
      LANG: 'tr_TR.UTF-8',
    });
    expect([code, err]).toEqual([0, expect.any(String)]);
    for (const { path, bytes } of artefacts) expect(readFileSync(join(out, path)).equals(bytes), path).toBe(true);
    const { files, problems } = openArtefact(artefacts[0]!.path, artefacts[0]!.bytes)!;
    expect(problems).toEqual([]);
    expect([...files.keys()].filter((path) => /^dist\/(release|forms|conformite)\/|sources\.sha256/.test(path))).toEqual([]);
    expect(files.has('dist/bin/decp.js')).toBe(true);
  },
  600_000,
);

test('a candidate holds what freezing next would make, byte for byte', async () => {
  const schema = join(top, 'schema');
  cpSync(`${ROOT}schema`, schema, { recursive: true });
  const folder = await freeze(schema, '9.9.9');
  const files = await frozenFiles(schema, 'next', await readVersion(schema, 'next', '9.9.9'));
  const frozen = await readBytes(folder);
  expect([...files.keys()].sort()).toEqual([...frozen.keys()].sort());
  for (const [path, bytes] of frozen)
    expect(Buffer.from(files.get(path) ?? []).toString(), path).toBe(Buffer.from(bytes).toString());
});

test.each([
  ['a version that is none', { version: '9.9.9' }, 'input.unknown-release'],
  ['tools of another number', { version: 'outils-9.9.9' }, 'input.unknown-release'],
  ['a published version under another number', { version: '2.0.3', as: '9.9.9-rc.1' }, 'input.not-a-candidate'],
  ['a candidate without its rank', { version: 'next', as: '9.9.9' }, 'input.not-a-candidate'],
  ['a candidate whose number climbs out of a folder', { version: 'next', as: '../9.9.9-rc.1' }, 'input.not-a-candidate'],
])('%s is refused', async (_, asked, code) => {
  await expect(makeArtefacts(asked)).rejects.toMatchObject({ code });
});

test('a folder with other files in it is left alone', async () => {
  const out = join(top, 'occupe');
  mkdirSync(out);
  writeFileSync(join(out, 'notes.txt'), 'à moi');
  const { code, err } = await decp(['release', 'artefacts', '2.0.3', '--out', out, '--lang', 'en']);
  expect([code, err]).toEqual([2, expect.stringMatching(/already contains files/)]);
  expect(readdirSync(out)).toEqual(['notes.txt']);
});

test('a candidate has the place of the version that it prepares', () => {
  expect(compareVersions('9.9.9-rc.1', '9.9.9')).toBe(0);
  expect(compareVersions('9.9.9-rc.2', '9.9.8')).toBeGreaterThan(0);
  expect(compareVersions('9.9.7', '9.9.8-rc.1')).toBeLessThan(0);
});
