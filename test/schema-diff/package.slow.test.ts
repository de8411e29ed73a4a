/** The package as it is published: built into a folder of its own, packed, and installed where there is nothing else. */
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildSchemaDiff } from '../../src/governance/build/library.node.ts';
import { ROOT } from '../support/engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'schema-diff-package-'));
const project = join(folder, 'project');
let tarball: Buffer;

const run = (command: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: project, encoding: 'utf8' });
  return { status, stdout, stderr };
};

beforeAll(async () => {
  await buildSchemaDiff(join(folder, 'package'));
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  expect(run('npm', 'pack', '--ignore-scripts', '--pack-destination', folder, join(folder, 'package')).status).toBe(0);
  const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
  tarball = readFileSync(join(folder, name));
  const installed = run('npm', 'install', '--offline', '--no-audit', '--no-fund', join(folder, name));
  expect([installed.status, installed.stderr]).toEqual([0, '']);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('it has nothing to install beside it, and no word of the référentiel', () => {
  expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['schema-diff']);
  const texts = (readdirSync(join(project, 'node_modules', 'schema-diff'), { recursive: true }) as string[])
    .filter((name) => /\.(js|ts|json|md)$/.test(name))
    .map((name) => [name, readFileSync(join(project, 'node_modules', 'schema-diff', name), 'utf8')] as const);
  expect(texts.length).toBeGreaterThan(10);
  expect(texts.filter(([, text]) => /decp|march[eé]s?\b|contrat/i.test(text)).map(([name]) => name)).toEqual([]);
});

test('is what publint asks for, with types that every resolver of ES modules finds (arethetypeswrong)', async () => {
  const { buffer, byteOffset, byteLength } = tarball;
  const bytes = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
  const { messages, pkg } = await publint({ pack: { tarball: bytes }, strict: true, level: 'warning' });
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
  if (!analysis.types) throw new Error('the package has no types');
  expect(Object.keys(analysis.entrypoints)).toEqual(
    expect.arrayContaining(['.', './extension', './report', './errors', './automata']),
  );
  const ofModules = analysis.problems.filter(
    (problem) => !('resolutionKind' in problem && ['node10', 'node16-cjs'].includes(problem.resolutionKind)),
  );
  expect(ofModules).toEqual([]);
});

test('its command and its library answer', () => {
  writeFileSync(join(project, 'old.json'), '{ "type": "integer" }');
  writeFileSync(join(project, 'new.json'), '{ "type": "integer", "minimum": 0 }');
  const reported = run('npx', '--no-install', 'schema-diff', 'old.json', 'new.json');
  expect([reported.status, reported.stderr]).toEqual([1, '']);
  expect(reported.stdout).toContain('new.json refuses data that old.json accepts');
  writeFileSync(
    join(project, 'use.js'),
    `import { compareSchemas, SchemaError } from 'schema-diff';
const { relation, backward } = compareSchemas({ type: 'integer' }, { type: 'integer', minimum: 0 });
console.log(relation, backward.witness < 0);
try { compareSchemas({ $ref: '#/nowhere' }, true); } catch (error) { console.log(error instanceof SchemaError, error.code); }`,
  );
  expect(run(process.execPath, 'use.js').stdout).toBe('narrowed true\ntrue input.schema-no-target\n');
});

test('a reader that goes away changes no verdict, and a full disk is none', () => {
  writeFileSync(join(project, 'same.json'), '{ "type": "integer" }');
  const to = (output: string) => {
    const { stderr } = run('sh', '-c', `( npx --no-install schema-diff same.json same.json; echo "code $?" >&2 ) ${output}`);
    return stderr;
  };
  expect(to('| true')).toBe('code 0\n');
  if (existsSync('/dev/full'))
    expect(to('> /dev/full')).toBe('schema-diff: the report could not be written to standard output (ENOSPC)\ncode 2\n');
});

test('its types hold for who uses it in TypeScript', () => {
  writeFileSync(
    join(project, 'use.ts'),
    `import { diffSchemas, type Change } from 'schema-diff';
import { annotatedPaths } from 'schema-diff/extension';
const changes: Change[] = diffSchemas(true, false, { lang: 'en' }).changes;
const paths: ReadonlyMap<string, string> = annotatedPaths({}, ['x-field'])['x-field'];
// @ts-expect-error there is no such option
diffSchemas(true, false, { fast: true });
export { changes, paths };`,
  );
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const types = ['--types', '', '--lib', 'es2023', '--skipLibCheck', 'false'];
  const reported = run(
    process.execPath,
    tsc,
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    ...types,
    'use.ts',
  );
  expect([reported.status, reported.stdout]).toEqual([0, '']);
});
