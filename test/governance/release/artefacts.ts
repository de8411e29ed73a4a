/** What the artefacts of a release of the format are, whoever made them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { targetsOf } from '../../../src/generate/targets.node.ts';
import type { Artefact } from '../../../src/governance/release/archive/tgz.node.ts';
import { frozenFiles } from '../../../src/governance/release/artefacts/version-archive.node.ts';
import { listedArtefacts } from '../../../src/governance/release/sums.node.ts';
import { openArtefact } from '../../../src/governance/release/verify/open.node.ts';
import { readVersion } from '../../../src/model/read-version.node.ts';
import { ROOT } from '../../support/engine.ts';

/** A release in `folder`. `artefacts`: in the order in which it lists them; `schema`: the folder that holds the sources `from` which it was made. */
export type Made = {
  name: string;
  schema: string;
  from: string;
  folder: string;
  artefacts: readonly Artefact[];
};

const text = (files: ReadonlyMap<string, Uint8Array>, path: string): string => Buffer.from(files.get(path) ?? []).toString();

/** Tests of a release, which is asked for when the tests before have made it. */
export function artefactTests(release: () => Made): void {
  let top = '';
  let made: Made;
  let archive: ReadonlyMap<string, Uint8Array> = new Map();
  beforeAll(() => {
    top = mkdtempSync(join(tmpdir(), 'decp-artefacts-'));
    made = release();
    const opened = openArtefact(`decp-${made.name}.zip`, made.artefacts[0]!.bytes);
    expect(opened?.problems).toEqual([]);
    archive = opened!.files;
  });
  afterAll(() => {
    rmSync(top, { recursive: true });
  });

  test('are the archive, the kit, the components, the provenance, the sums', () => {
    const { name, artefacts } = made;
    const archives = [`decp-${name}.zip`, `conformite-${name}.zip`];
    expect(artefacts.map(({ path }) => path)).toEqual([...archives, 'sbom.cdx.json', 'provenance.intoto.json', 'SHA256SUMS']);
  });

  test('pass sha256sum -c, and so do the files of each archive where it is unpacked', (context) => {
    if (spawnSync('sha256sum', ['--version']).status !== 0) context.skip();
    const { artefacts, folder } = made;
    for (const { path } of artefacts.filter((one) => one.path.endsWith('.zip'))) {
      const place = join(top, path);
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
    const { schema, from, name } = made;
    const model = await readVersion(schema, from, name);
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
    for (const [path, bytes] of await frozenFiles(schema, from, model))
      expect(Buffer.from(archive.get(`schema/${path}`) ?? []).equals(bytes), path).toBe(true);
    const module = await WebAssembly.compile(Uint8Array.from(archive.get('forms/recogniser/recogniser.wasm')!));
    expect(module).toBeInstanceOf(WebAssembly.Module);
  });

  test('are listed with size and sum, and none of them holds the list: its sum could not be in it', () => {
    const { artefacts, folder, name } = made;
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
    const folders = [ROOT.replace(/\/$/, ''), made.schema.replace(/\/schema$/, '')];
    for (const folder of folders) {
      const found = made.artefacts.filter(({ bytes }) => Buffer.from(bytes).includes(folder));
      expect(found.map(({ path }) => path)).toEqual([]);
      for (const [path, bytes] of archive) expect(Buffer.from(bytes).includes(folder), path).toBe(false);
    }
  });
}
