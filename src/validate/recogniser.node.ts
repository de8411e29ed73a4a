import { pathToFileURL } from 'node:url';
import { faceOf } from './on-call.ts';
import { type FastReading, fastReading } from './fast.ts';
import type { RulesToRun } from './file-rules.ts';
import { memberChecks } from './errors.ts';
import type { RecogniserLane } from './recogniser/lane.ts';
import type { Check, MemberChecks, Version, VersionFace } from './types.ts';
import { once } from '../host/once.ts';
import { under } from '../host/paths.node.ts';
import { loadVersion } from './registry.node.ts';
import { readFileSync } from '../host/sync-files.node.ts';
import type { FileOnDisk, LookAhead } from './threads/look-ahead.node.ts';

/** One reading of one JSON file, with the second thread if there is one. */
export type NodeReading = FastReading & { second: Pick<LookAhead, 'ready' | 'stop'> | undefined };

/** `two`: the file, where it is to be read in two threads; `whole`: all its bytes are wanted, also those that the second thread has looked at. */
type Threads = { two: FileOnDisk | undefined; whole: boolean };

/** Opens the fast lane of a version, on which these rules run; undefined where it has none. */
export async function openFast(
  version: string,
  run: RulesToRun | undefined,
  { two, whole }: Threads,
): Promise<NodeReading | undefined> {
  const module = recogniserModule(version);
  if (!module) return undefined;
  const face = readFace(version);
  const scout = two && (await scoutFor(two, module, whole));
  const reading = await fastReading({ face, module, tables: readTables }, run, scout?.besides);
  return reading && { ...reading, second: scout };
}

/** A second thread that looks ahead, and what makes the lane that heeds it. */
async function scoutFor(file: FileOnDisk, module: WebAssembly.Module, whole: boolean) {
  const [{ lookAhead }, { AheadLane }] = await Promise.all([
    import('./threads/look-ahead.node.ts'),
    import('./recogniser/ahead/lane.ts'),
  ]);
  const second = lookAhead(file, module);
  return { ...second, besides: (alone: RecogniserLane) => new AheadLane(alone, second.board, !whole) };
}

const readTables = once(() => Promise.resolve(readFileSync(under('dist', 'rules', 'tables.bin'))));

/** The checks of the members of the records that the recogniser of a version knows. */
export async function loadMembers(version: string, { kinds }: VersionFace): Promise<MemberChecks> {
  return memberChecks(kinds, (await import(pathToFileURL(built(version, 'members.js')).href)) as Record<string, Check>);
}

/** A version with them. */
export async function loadWithMembers(version: string): Promise<Version> {
  const loaded = await loadVersion(version);
  return { ...loaded, members: await loadMembers(version, faceOf(loaded)) };
}

const built = (version: string, name: string): string => under('dist', 'versions', version, name);

const readFace = (version: string): VersionFace => JSON.parse(readFileSync(built(version, 'face.json'), 'utf8')) as VersionFace;

/** The compiled recogniser of a version; undefined for those that have none. */
export function recogniserModule(version: string): WebAssembly.Module | undefined {
  try {
    return new WebAssembly.Module(readFileSync(built(version, 'recogniser.wasm')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
