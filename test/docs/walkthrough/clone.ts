import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toDraft07 } from '../../../src/generate/json-schema/draft-07.ts';
import type { Schema } from '../../../src/model/types.ts';
import { freeze } from '../../../src/node/build/freeze.ts';
import { readJsonFile, ROOT } from '../../support/engine.ts';

type Release = { version: string; expectedVersion?: string; [fact: string]: unknown };

/** The number that `next` expects, under which the clones have it released. */
const { releases } = readJsonFile('schema/releases.json') as { releases: Release[] };
export const RELEASED = releases.at(-1)?.expectedVersion ?? '';
const following = RELEASED.replace(/\d+\.\d+$/, (rest) => `${parseInt(rest) + 1}.0`);

/**
 * A clone of the référentiel on the day after `next` was released: a proposal is compared with a version that says what `next` says. The
 * caller removes it.
 */
export async function clone(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'decp-guide-'));
  for (const part of ['package.json', 'tsconfig.json', 'schema', 'examples', 'scripts', 'src', 'dist'])
    cpSync(`${ROOT}${part}`, join(folder, part), { recursive: true });
  symlinkSync(`${ROOT}node_modules`, join(folder, 'node_modules'));
  writeFileSync(join(folder, '.gitignore'), '.cache\ndist\nnode_modules\n');
  await release(folder);
  git(folder, 'init', '-q', '-b', 'main');
  for (const [name, value] of [
    ['user.name', 'Essai'],
    ['user.email', 'essai@exemple.invalid'],
  ] as const)
    git(folder, 'config', name, value);
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'first');
  git(folder, 'init', '-q', '--bare', 'dist/origin.git');
  git(folder, 'remote', 'add', 'origin', join(folder, 'dist/origin.git'));
  return folder;
}

export function removeClone(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** As it was cloned, for the next proposal. */
export function backToMain(folder: string): void {
  git(folder, 'switch', '-q', '--discard-changes', 'main');
  git(folder, 'clean', '-q', '-d', '--force');
}

const git = (folder: string, ...args: string[]): string => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });

/** What publishing does to the folders: `next` frozen under its number, the draft after it, its examples. */
async function release(folder: string): Promise<void> {
  const schema = join(folder, 'schema');
  edit(join(schema, 'dialect/known-defects.schema.json'), (text) => text.replace('"minItems": 1', '"minItems": 0'));
  await freeze(schema, RELEASED);
  edit(join(schema, 'releases.json'), releasesAfter);
  const bundle = JSON.parse(readFileSync(join(schema, RELEASED, 'bundled/decp.schema.json'), 'utf8')) as Schema;
  writeFileSync(join(schema, 'decp.schema.json'), `${JSON.stringify(toDraft07(bundle), null, 2)}\n`);
  writeFileSync(join(schema, 'next/errata.yaml'), '[]\n');
  examplesAfter(join(folder, 'examples'));
}

function releasesAfter(text: string): string {
  const { releases, ...rest } = JSON.parse(text) as { releases: Release[] };
  const [last, { expectedVersion, ...next }] = releases.slice(-2) as [Release, Release];
  const replaced = { ...last, status: 'remplacée', replacedBy: RELEASED };
  const released = { ...next, version: RELEASED, date: '2026-12-01', status: 'en vigueur' };
  const draft = { ...next, version: 'next', expectedVersion: following };
  return `${JSON.stringify({ ...rest, releases: [...releases.slice(0, -2), replaced, released, draft] }, null, 2)}\n`;
}

/** Those of the schema alone are many, and say nothing of what is published. */
function examplesAfter(examples: string): void {
  const isKept = (path: string) => !/\/schema\.[^/]*$/.test(path);
  cpSync(join(examples, 'next'), join(examples, RELEASED), { recursive: true, filter: isKept });
  const said = (version: string) => `"version": "${version.replace(/\.\d+$/, '')}"`;
  for (const path of readdirSync(join(examples, 'next'), { recursive: true, encoding: 'utf8' }))
    if (path.endsWith('.json')) edit(join(examples, 'next', path), (text) => text.replace(said(RELEASED), said(following)));
}

function edit(file: string, change: (text: string) => string): void {
  const text = readFileSync(file, 'utf8');
  if (change(text) !== text) writeFileSync(file, change(text));
}
