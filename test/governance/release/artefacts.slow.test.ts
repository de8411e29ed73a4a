import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freeze } from '../../../src/governance/build/freeze.node.ts';
import { readVersion } from '../../../src/model/read-version.node.ts';
import { targetsOf } from '../../../src/generate/targets.node.ts';
import type { Artefact } from '../../../src/governance/release/archive/tgz.node.ts';
import { frozenFiles } from '../../../src/governance/release/artefacts/version-archive.node.ts';
import { makeArtefacts } from '../../../src/governance/release/artefacts/plan.node.ts';
import { listedArtefacts } from '../../../src/governance/release/sums.node.ts';
import { readBytes } from '../../../src/host/tree.node.ts';
import { openArtefact } from '../../../src/governance/release/verify/open.node.ts';
import { compareVersions } from '../../../src/model/releases.ts';
import { decp } from '../../cli/run.ts';
import { NIGHT } from '../../support/tier.ts';
import { readJsonFile, ROOT } from '../../support/engine.ts';
import { Space } from './room.ts';

/** Without a commit, so that what is made here and in a folder outside of git can be the same. */
const NOWHERE = { missing: 'no-repository' } as const;

type Case = { name: string; asked: { version: string; as?: string }; kit: boolean };

const CANDIDATE: Case = { name: '9.9.9-rc.1', asked: { version: 'next', as: '9.9.9-rc.1' }, kit: true };
/** The version in force has the same in it as a candidate: the night makes both. */
const CASES: Case[] = [...(NIGHT ? [{ name: '2.0.3', asked: { version: '2.0.3' }, kit: true }] : []), CANDIDATE];

const top = mkdtempSync(join(tmpdir(), 'decp-publication-'));
const elsewhere = new Space('plus', 'loin', 'encore');
afterAll(() => {
  rmSync(top, { recursive: true });
  elsewhere.remove();
});

const text = (files: ReadonlyMap<string, Uint8Array>, path: string): string => Buffer.from(files.get(path) ?? []).toString();

describe.each(CASES)('the artefacts of $name', ({ name, asked, kit }) => {
  let artefacts: Artefact[] = [];
  let archive: ReadonlyMap<string, Uint8Array> = new Map();
  const folder = join(top, name);

  beforeAll(async () => {
    ({ artefacts } = await makeArtefacts(asked, undefined, NOWHERE));
    mkdirSync(folder);
    for (const { path, bytes } of artefacts) writeFileSync(join(folder, path), bytes);
    const opened = openArtefact(`decp-${name}.zip`, artefacts[0]!.bytes);
    expect(opened?.problems).toEqual([]);
    archive = opened!.files;
  });

  test('are the archive, the kit where there are rules, the components, the provenance, the sums', () => {
    const names = [`decp-${name}.zip`, ...(kit ? [`conformite-${name}.zip`] : [])];
    expect(artefacts.map(({ path }) => path)).toEqual([...names, 'sbom.cdx.json', 'provenance.intoto.json', 'SHA256SUMS']);
  });

  // The tools are built there first. By day `verify.slow.test.ts` makes a release again to the same bytes in this folder.
  test.runIf(NIGHT)('have in another folder, under another umask, in another zone and language, the very same bytes', () => {
    elsewhere.close();
    const env = { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', NODE_ICU_DATA: '' };
    const out = join(elsewhere.folder, 'sortie', name);
    const as = asked.as === undefined ? [] : ['--as', asked.as];
    const { code, err } = elsewhere.built(['release', 'artefacts', asked.version, ...as, '--out', out], env);
    expect([code, err]).toEqual([0, expect.stringContaining('formes de la version')]);
    expect(err, 'there is no git').toMatch(/ne nomme aucun commit/);
    for (const { path, bytes } of artefacts) expect(readFileSync(join(out, path)).equals(bytes), path).toBe(true);
    expect(readdirSync(out).sort()).toEqual(artefacts.map(({ path }) => path).sort());
  });

  test('pass sha256sum -c, and so do the files of each archive where it is unpacked', (context) => {
    if (spawnSync('sha256sum', ['--version']).status !== 0) context.skip();
    for (const { path } of artefacts.filter((one) => one.path.endsWith('.zip'))) {
      const place = join(top, `${path}.d`);
      const { files, folder: inside } = openArtefact(path, readFileSync(join(folder, path)))!;
      for (const [file, bytes] of files) {
        mkdirSync(join(place, file, '..'), { recursive: true });
        writeFileSync(join(place, file), bytes);
      }
      expect(inside).toBe(path.replace(/\.zip$/, ''));
      expect(spawnSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: place }).status).toBe(0);
    }
    expect(spawnSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: folder }).status).toBe(0);
  });

  test('hold every form of the version, its rules, its dictionary and the frozen folder', async () => {
    const model = await readVersion(`${ROOT}schema`, asked.version, name);
    for (const { name: target } of targetsOf(model)) {
      const place = target === 'dictionary' ? 'documentation/' : `forms/${target}/`;
      expect(
        [...archive.keys()].some((path) => path.startsWith(place)),
        target,
      ).toBe(true);
    }
    const needed = ['forms/types/validators.js', 'forms/recogniser/recogniser.wasm', 'rules/rules.json', 'LICENSE'];
    const documents = ['documentation/dictionnaire.md', 'documentation/dictionary.md', 'LISEZMOI.md', 'README.md'];
    for (const path of [...needed, ...documents]) expect(archive.has(path), path).toBe(true);
    for (const [path, bytes] of await frozenFiles(`${ROOT}schema`, asked.version, model))
      expect(Buffer.from(archive.get(`schema/${path}`) ?? []).equals(bytes), path).toBe(true);
    const module = await WebAssembly.compile(Uint8Array.from(archive.get('forms/recogniser/recogniser.wasm')!));
    expect(module).toBeInstanceOf(WebAssembly.Module);
  });

  test('are listed with size and sum, and none of them holds the list: its sum could not be in it', () => {
    const listed = listedArtefacts(artefacts);
    expect(listed.map(({ path }) => path)).toContain('SHA256SUMS');
    for (const { path, bytes } of listed) expect(readFileSync(join(folder, path)).length).toBe(bytes);
    const sums = listed.filter(({ path }) => path.endsWith('.zip')).map(({ sha256 }) => sha256);
    for (const [path, bytes] of archive) {
      expect(path).not.toMatch(/releases\.json$/);
      for (const sum of sums) expect(Buffer.from(bytes).includes(sum), path).toBe(false);
    }
    const index = JSON.parse(text(archive, 'index.json')) as { version: string; files: { path: string; bytes: number }[] };
    expect(index.version).toBe(name);
    expect(index.files.map(({ path }) => path)).toEqual(
      [...archive.keys()].filter((path) => !/^(index\.json|SHA256SUMS)$/.test(path)).sort(),
    );
  });

  test('say nothing of the machine: no folder, no name of a user or host', () => {
    const found = artefacts.filter(({ bytes }) => Buffer.from(bytes).includes(ROOT.replace(/\/$/, '')));
    expect(found.map(({ path }) => path)).toEqual([]);
    for (const [path, bytes] of archive) expect(Buffer.from(bytes).includes(ROOT.slice(0, -1)), path).toBe(false);
  });
});

/** The program is built twice from nothing: for a night (`npm run test:night`). */
test.runIf(NIGHT)(
  'the npm package of the tools has elsewhere the very same bytes, and nothing that a build left here',
  async () => {
    const version = `outils-${(readJsonFile('package.json') as { version: string }).version}`;
    const { artefacts } = await makeArtefacts({ version }, undefined, NOWHERE);
    const out = join(elsewhere.folder, 'sortie', 'outils');
    elsewhere.close();
    const { code, err } = elsewhere.decp(['release', 'artefacts', version, '--out', out], {
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
