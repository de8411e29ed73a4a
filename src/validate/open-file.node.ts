import { chunksOf } from '../read/direct-reader.node.ts';
import type { Identity, OnRead, Source } from '../read/source.ts';
import { loadMembers, openFast, worthTwoThreads } from './fast-path.node.ts';
import { type RuleChoice, rulesOnCall } from './load-rules.node.ts';
import { type Bytes, openCheck, type OpenCheck, type Registry } from './open-check.ts';
import { factsOfAny, loadModelOf, loadVersion, versionIndex } from './registry.node.ts';
import type { CountFindings } from './types.ts';
import { watch } from './watch.node.ts';

/** `sha256` of the bytes on disk, once `check` has read them all. */
export type OpenFile = OpenCheck & { sha256(): string | null };

/**
 * `schema`: the version to apply, whatever the file declares; `rules`: those to run, none when undefined; `hashed`: whether to compute the
 * SHA-256 of the file; `threads`: at the most, or as many as pay off when undefined; `count`: counts findings that the report does not show, which
 * `check` then does not give.
 */
export type OpenOptions = {
  schema?: string | undefined;
  rules?: RuleChoice | undefined;
  hashed: boolean;
  threads?: number | undefined;
  count?: CountFindings | undefined;
};

/**
 * Opens a file and detects its version from its beginning (or takes `schema`), ready to check it in one pass. Throws an InputError where
 * nothing can be read.
 */
export async function openFile(
  source: Source,
  { schema, rules, hashed, threads, count }: OpenOptions,
  onRead: OnRead,
): Promise<OpenFile> {
  const hash = hashed ? (await import('node:crypto')).createHash('sha256') : undefined;
  const bytes = bytesOf(source, (read, skipped) => {
    hash?.update(read);
    onRead(read, skipped);
  });
  const registry = {
    index: versionIndex,
    facts: factsOfAny,
    model: loadModelOf,
    load: loadVersion,
    members: loadMembers,
    rules: rulesOnCall,
    fast: async (version, run, counted) => {
      // Where every finding is to be made, most records with rules are for the first thread all the same.
      const isCounting = !run || counted !== undefined;
      const two = isCounting ? await worthTwoThreads(source, threads, bytes.identity) : undefined;
      return openFast(version, run, { two, whole: hashed }, counted);
    },
  } satisfies Registry;
  const { name } = source;
  const form = await source.form?.();
  const check = await openCheck(bytes, { name, form, schema, rules, count }, registry, watch);
  return { ...check, sha256: () => hash?.digest('hex') ?? null };
}

/** Chunks read synchronously before the event loop runs, for signals. */
const TURN = 16;

/** The bytes of a source. `identity`: the file on disk being read; undefined for a pipe. */
function bytesOf(source: Source, onRead: OnRead): Bytes & { identity: () => Identity | undefined } {
  const direct = source.direct?.(onRead);
  const chunks = (direct ? chunksOf(direct) : source.chunks(onRead))[Symbol.asyncIterator]();
  let reads = 0;
  return {
    next: async () => {
      const step = await chunks.next();
      return step.done === true ? undefined : step.value;
    },
    ...(direct && {
      into: (memory, from) => {
        if (++reads % TURN !== 0) return direct.read(memory, from);
        return new Promise(setImmediate).then(() => direct.read(memory, from));
      },
    }),
    close: async () => {
      direct?.close();
      await chunks.return?.();
    },
    identity: () => direct?.identity(),
  };
}
