import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../../../src/finding.ts';
import { statusOf } from '../../../src/governance/release/artefacts/version.node.ts';
import { schemaInputs, toolsInputs, gitTree } from '../../../src/governance/release/inputs.node.ts';
import { npm } from '../../../src/governance/release/artefacts/tarball.node.ts';
import { provenance, readProvenance, type Statement } from '../../../src/governance/release/provenance.node.ts';
import { readBytes } from '../../../src/host/tree.node.ts';
import { sbomOf, type NpmSbom } from '../../../src/governance/release/artefacts/plan.node.ts';
import { sourceCommit } from '../../../src/governance/release/source-commit.node.ts';
import { ROOT } from '../../support/engine.ts';

const COMMIT = { commit: '0123456789abcdef0123456789abcdef01234567', date: '2026-11-03T09:00:00Z' };

const STATEMENT: Statement = {
  subjects: [{ path: 'decp-9.9.9.zip', bytes: Buffer.from('archive') }],
  base: 'https://referentiel.exemple.fr/schema',
  stream: 'schema',
  version: '9.9.9',
  from: '9.9.9',
  tools: { name: 'decp-essai', version: '1.2.3' },
  node: '>=20.19.0',
  dependencies: [{ name: 'schema/9.9.9', digest: { gitTree: 'f'.repeat(40) } }],
  source: COMMIT,
};

describe('the provenance of a release', () => {
  const statement = JSON.parse(Buffer.from(provenance(STATEMENT)).toString()) as Record<string, unknown>;

  test('is an in-toto statement with a SLSA provenance, of the artefacts by their sums', () => {
    expect(statement).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'https://slsa.dev/provenance/v1',
      subject: [{ name: 'decp-9.9.9.zip', digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string } }],
      predicate: {
        buildDefinition: {
          buildType: 'https://referentiel.exemple.fr/schema/release/v1',
          externalParameters: { stream: 'schema', version: '9.9.9', from: '9.9.9' },
          resolvedDependencies: [
            { name: 'source', digest: { gitCommit: COMMIT.commit }, annotations: { date: COMMIT.date } },
            { name: 'schema/9.9.9', digest: { gitTree: 'f'.repeat(40) } },
          ],
        },
        runDetails: { builder: { version: { 'decp-essai': '1.2.3', node: '>=20.19.0' } } },
      },
    });
  });

  test('has the date of the commit and no other', () => {
    expect([...JSON.stringify(statement).matchAll(/\d{4}-\d\d-\d\d/g)].map(([date]) => date)).toEqual(['2026-11-03']);
  });

  test('is read back as it was written; anything else is no statement', () => {
    const reported = readProvenance(provenance(STATEMENT));
    expect(reported).toMatchObject({ stream: 'schema', version: '9.9.9', from: '9.9.9', source: COMMIT });
    expect([...reported!.dependencies]).toEqual([['schema/9.9.9', 'f'.repeat(40)]]);
    for (const other of ['', '{}', '[]', 'null', '{"subject":[],"predicate":{"buildDefinition":{}}}'])
      expect(readProvenance(Buffer.from(other)), other).toBeUndefined();
  });
});

describe('the sources of a release', () => {
  const folder = mkdtempSync(join(tmpdir(), 'decp-sources-'));
  const git = (...args: string[]): string =>
    execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        GIT_AUTHOR_NAME: 'Essai',
        GIT_AUTHOR_EMAIL: 'essai@exemple.fr',
        GIT_COMMITTER_NAME: 'Essai',
        GIT_COMMITTER_EMAIL: 'essai@exemple.fr',
        GIT_COMMITTER_DATE: '2026-11-03T10:00:00+01:00',
      },
    }).trim();
  const write = (path: string, content: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  const commit = (): string => {
    git('add', '-A');
    git('commit', '-qm', 'essai');
    return git('rev-parse', 'HEAD');
  };
  const inputs = [{ path: 'src' }, { path: 'schema/9.9.9', written: true as const }];
  let first = '';

  beforeAll(() => {
    git('init', '-q');
    for (const path of ['src/a.ts', 'src/a/b.ts', 'src/a-b.ts', 'src/é.ts']) write(path, path);
    first = commit();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('a folder has the name that git gives it', async () => {
    expect(gitTree(await readBytes(join(folder, 'src')))).toBe(git('rev-parse', 'HEAD:src'));
    expect(gitTree(await readBytes(`${ROOT}schema/2.0.3`))).toMatch(/^[0-9a-f]{40}$/);
  });

  test('are in one commit, the same before the release is in it and after', async () => {
    write('schema/9.9.9/decp.schema.json', '{}');
    write('README.md', 'autre chose');
    expect(await sourceCommit(inputs, folder)).toEqual({ commit: first, date: '2026-11-03T09:00:00Z' });
    expect(commit()).not.toBe(first);
    expect(await sourceCommit(inputs, folder)).toMatchObject({ commit: first });
  });

  test('that are changed, or not in git, are in no commit', async () => {
    write('src/nouveau.ts', '');
    expect(await sourceCommit(inputs, folder)).toEqual({ missing: 'uncommitted' });
    const second = commit();
    expect(await sourceCommit(inputs, folder)).toMatchObject({ commit: second });
    const outside = mkdtempSync(join(tmpdir(), 'decp-hors-git-'));
    expect(await sourceCommit(inputs, outside)).toEqual({ missing: 'no-repository' });
    rmSync(outside, { recursive: true });
  });

  test('of a cut history are in no commit that can be known', async () => {
    const cut = join(folder, 'coupe');
    git('clone', '-q', '--depth', '1', `file://${folder}`, cut);
    expect(await sourceCommit(inputs, cut)).toEqual({ missing: 'shallow' });
  });

  test('of a version of our own are its folder, of one published before also next, whose rules it is given', () => {
    const names = (from: string, name: string) => schemaInputs(from, name, '2.0.3').map(({ path }) => path);
    expect(names('9.9.9', '9.9.9')).not.toContain('schema/next');
    expect(names('2.0.3', '2.0.3')).toContain('schema/next');
    expect(names('next', '9.9.9-rc.1')).toContain('schema/2.0.3');
  });

  test('say what a version was before the law, whatever the index says of it since', () => {
    const [first, later] = ['2.0.3', '9.9.9'].map((inForce) => (name: string) => statusOf(name, inForce));
    expect(['2.1.0', '9.9.9', '9.9.9-rc.1', 'next'].map((name) => [first?.(name), later?.(name)])).toEqual(
      Array.from({ length: 4 }, () => ['publiée ici', 'publiée ici']),
    );
    expect(['2.0.2', '2.0.3'].map((name) => first?.(name))).toEqual(['remplacée', 'en vigueur']);
    expect(later?.('2.0.3')).toBe('remplacée');
  });

  test('never include the index that lists the artefacts', () => {
    const paths = [...toolsInputs(), ...schemaInputs('next', 'next', '2.0.3')].map(({ path }) => path);
    expect(paths.filter((path) => path === 'schema' || path.endsWith('releases.json'))).toEqual([]);
  });
});

describe('the list of components', () => {
  const tools = { name: 'decp-essai', version: '1.2.3' };
  const component = (name: string, more: object = {}) => ({
    'bom-ref': `${name}@1.0.0`,
    type: 'library',
    name,
    version: '1.0.0',
    ...more,
  });
  const property = (name: string, value: string) => ({ name: `cdx:npm:package:${name}`, value });

  /** As npm says it: in its order, with its hour, and the name of the folder that it ran in. */
  const said = (folder: string, time: string, more: object): NpmSbom & Record<string, unknown> => ({
    specVersion: '1.5',
    serialNumber: `urn:uuid:${folder}`,
    metadata: {
      timestamp: time,
      tools: [{ vendor: 'npm', version: time }],
      component: { ...component('decp-essai'), name: folder },
    } as NpmSbom['metadata'],
    components: [
      component('zod', more),
      component('ajv', { properties: [property('development', 'true'), property('path', 'node_modules/ajv')] }),
    ],
    dependencies: [{ ref: 'ajv@1.0.0', dependsOn: ['zod@1.0.0', 'a@1.0.0'] }],
  });
  const text = (npmSaid: NpmSbom, stream: 'schema' | 'outils' = 'schema') =>
    Buffer.from(sbomOf(npmSaid, { stream, version: '9.9.9', tools, date: COMMIT.date })).toString();

  test('hangs on the lock alone: neither on the hour, nor the folder, nor the order, nor an address of a registry', () => {
    const here = said('ici', '2026-01-01', {
      externalReferences: [{ type: 'distribution', url: 'https://miroir.exemple.fr/zod' }],
    });
    const there = said('ailleurs', '2027-07-07', { description: 'zod' });
    there.components.reverse();
    expect(text(there)).toBe(text(here));
    expect(text(here)).not.toMatch(/ici|miroir|2026-01|node_modules/);
  });

  test('has a number that changes with its content and nothing else', () => {
    const number = (sbom: string) => /"urn:uuid:([^"]+)"/.exec(sbom)?.[1];
    const one = text(said('ici', '2026-01-01', {}));
    expect(number(one)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(number(text(said('ici', '2026-01-01', { scope: 'optional' })))).not.toBe(number(one));
  });

  test('is of the version for the format, of the package for the tools', () => {
    type Sbom = { metadata: { component: object }; components: { name: string }[]; dependencies: object[] };
    const format = JSON.parse(text(said('ici', '', {}))) as Sbom;
    expect(format.metadata.component).toMatchObject({ type: 'data', name: 'decp', version: '9.9.9' });
    expect(format.components.map(({ name }) => name)).toEqual(['ajv', 'decp-essai', 'zod']);
    expect(format.dependencies).toContainEqual({ ref: 'decp@9.9.9', dependsOn: ['decp-essai@1.0.0'] });
    const packed = JSON.parse(text(said('ici', '', {}), 'outils')) as Sbom;
    expect(packed.metadata.component).toMatchObject({ type: 'library', name: 'decp-essai' });
  });

  test('comes from npm without network, of every component of the lock', async () => {
    const answer = JSON.parse(await npm(['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], ROOT)) as NpmSbom;
    expect(answer.components.map(({ name }) => name)).toEqual(expect.arrayContaining(['ajv', 'fflate', 'yaml']));
  });
});

test('where npm fails, one sentence says which command and what it answered', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'decp-sans-verrou-'));
  const failure: unknown = await npm(['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], outside).catch(
    (error: unknown) => error,
  );
  rmSync(outside, { recursive: true });
  expect(failure).toBeInstanceOf(InputError);
  expect(failure).toMatchObject({
    code: 'input.no-npm',
    params: { command: 'npm sbom', said: expect.stringMatching(/npm/) as string },
  });
});
