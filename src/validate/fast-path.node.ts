import { pathToFileURL } from 'node:url';
import type { FastPathSetup } from '../../packages/fast-validate/src/index.ts';
import type { FileOnDisk, LookAhead } from '../../packages/fast-validate/src/ahead/look-ahead.node.ts';
import type { FastPath } from '../read/json/record-judge.ts';
import type { Identity, Source } from '../read/source.ts';
import { loadFastValidate } from './load-fast-validate.ts';
import type { KnownKinds } from '../model/record-shapes.ts';
import { fastReading } from './fast-path.ts';
import type { FastPathReading } from './open-check.ts';
import type { RulesToRun } from './file-rules.ts';
import { memberChecks } from './errors.ts';
import type { CountFindings, Validator, MemberChecks, Version, FastSummary } from './types.ts';
import { once } from '../host/once.ts';
import { under } from '../host/paths.node.ts';
import { loadVersion } from './registry.node.ts';
import { readFileSync } from '../host/sync-files.node.ts';

/** `two`: the file, where it is read in two threads; `whole`: all its bytes are needed, also those that the second thread has read. */
type Threads = { two: FileOnDisk | undefined; whole: boolean };

/** Opens the fast path of a version with these rules, in one thread or two; undefined where there is none. */
export async function openFast(
  version: string,
  run: RulesToRun | undefined,
  { two, whole }: Threads,
  count: CountFindings | undefined,
): Promise<FastPathReading | undefined> {
  const module = recogniserModule(version);
  if (!module || !(await loadFastValidate())) return undefined;
  const versionSummary = readSummary(version);
  const ahead = two && (await import('../../packages/fast-validate/src/ahead/look-ahead.node.ts'));
  let second: LookAhead | undefined;
  const around = (fastPath: FastPath, setup: FastPathSetup): FastPath => {
    if (!ahead) return fastPath;
    second = ahead.lookAhead(two, setup);
    return second.around(fastPath, !whole);
  };
  const reading = await fastReading({ versionSummary, module, tables: readTables }, run, { around, count });
  return reading && { ...reading, ...(second && { ready: second.ready, stop: second.stop }) };
}

const readTables = once(() => Promise.resolve(readFileSync(under('dist', 'rules', 'tables.bin'))));

/** The validators of single members, for the kinds of record that the recogniser of a version can judge. */
export async function loadMembers(version: string, kinds: KnownKinds): Promise<MemberChecks> {
  return memberChecks(kinds, (await import(pathToFileURL(built(version, 'members.js')).href)) as Record<string, Validator>);
}

/** A version with the validators of its members. */
export async function loadWithMembers(version: string): Promise<Version> {
  const loaded = await loadVersion(version);
  return { ...loaded, members: await loadMembers(version, readSummary(version).kinds) };
}

const built = (version: string, name: string): string => under('dist', 'versions', version, name);

const readSummary = (version: string): FastSummary =>
  JSON.parse(readFileSync(built(version, 'face.json'), 'utf8')) as FastSummary;

/** The compiled recogniser of a version; undefined for those that have none. */
export function recogniserModule(version: string): WebAssembly.Module | undefined {
  try {
    return new WebAssembly.Module(readFileSync(built(version, 'recogniser.wasm')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** For smaller files, in bytes, a second thread does not pay: it takes some 40 ms to start. */
const LARGE = 200_000_000;

/**
 * The file of a source, where it is to be read in two threads. `threads`: how many the call asks for. Only an uncompressed file on disk can be
 * read at two offsets. `identity`: the file that the first thread has open.
 */
export async function worthTwoThreads(
  source: Source,
  threads: number | undefined,
  identity: () => Identity | undefined,
): Promise<FileOnDisk | undefined> {
  const { name, size = 0 } = source;
  if (!source.direct || threads === 1) return undefined;
  if (threads === undefined && (size < LARGE || (await import('node:os')).availableParallelism() < 2)) return undefined;
  const opened = identity();
  return opened && { path: name, ...opened };
}
