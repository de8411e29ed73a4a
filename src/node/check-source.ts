import { createHash } from 'node:crypto';
import { InputError, type Finding } from '../finding.ts';
import { findingOfInput } from '../messages.ts';
import { readJson } from '../read/json/read-json.ts';
import { Window } from '../read/json/window.ts';
import { NEED_BYTES, type ReadEvent } from '../read/record.ts';
import { detectVersion, type Detection, type Sample } from '../validate/detect.ts';
import { checkFile } from '../validate/file.ts';
import type { RulesToRun } from '../validate/file-rules.ts';
import { takeSample } from '../validate/sample.ts';
import type { FileVerdict, Version } from '../validate/types.ts';
import { loadVersion, versionIndex } from './registry.ts';
import { rulesFor, type RuleChoice } from './rules.ts';
import type { OnRead, Source } from './sources.ts';

type OnFinding = (finding: Finding) => Promise<void> | void;

/** Looks on while a file is checked: sees what is read and what the rules say, and passes it on unchanged. */
type Watch = {
  events(events: Iterable<ReadEvent | typeof NEED_BYTES>): Iterable<ReadEvent | typeof NEED_BYTES>;
  rules(run: RulesToRun): RulesToRun;
};

const UNWATCHED: Watch = { events: (events) => events, rules: (run) => run };

/** A file that has been opened and whose version is known, ready to be checked. */
export type OpenFile = {
  detection: Detection;
  version: Version;
  check(onFinding: OnFinding, watch?: Watch): Promise<FileVerdict>;
  /** SHA-256 of the bytes on disk, once `check` has read them all. */
  sha256(): string | null;
};

/** Bytes looked at, at the most, to tell the version: more than the largest record. */
const HEAD = 17 << 20;

/** `schema`: the version to apply, whatever the file says; `rules`: those to run, none when undefined; `hashed`: whether the sum of the file is wanted. */
export type OpenOptions = { schema?: string | undefined; rules?: RuleChoice | undefined; hashed: boolean };

/** Opens a file, tells its version from its beginning (or takes `schema`), and gives what is needed to check it in one pass. */
export async function openFile(source: Source, { schema, rules, hashed }: OpenOptions, onRead: OnRead): Promise<OpenFile> {
  const hash = hashed ? createHash('sha256') : undefined;
  const chunks = source
    .chunks((bytes) => {
      hash?.update(bytes);
      onRead(bytes);
    })
    [Symbol.asyncIterator]();
  const head = new Head(chunks);
  const detection = await closing(chunks, async () => detectVersion(await head.sample(), await versionIndex()));
  const version = await loadVersion(schema ?? detection.version);
  const toRun = rules && (await rulesFor(version.model.version, rules));
  return {
    detection,
    version,
    check: (onFinding, watch = UNWATCHED) => closing(chunks, () => drive(head, { version, rules: toRun, watch }, onFinding)),
    sha256: () => hash?.digest('hex') ?? null,
  };
}

/** Does a part of the work; where it fails, the file is closed first and not left to the garbage collector, which would complain. */
async function closing<T>(chunks: AsyncIterator<Uint8Array>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await chunks.return?.();
    throw error;
  }
}

/** The chunks of a file, of which the first are read once to look and a second time to check. */
class Head {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #kept: Uint8Array[] = [];
  #any = false;
  /** Why the file could not be read to its end. */
  failure: InputError | undefined;

  constructor(chunks: AsyncIterator<Uint8Array>) {
    this.#chunks = chunks;
  }

  async sample(): Promise<Sample> {
    const window = new Window();
    const sample: Sample = { layout: null, records: [] };
    const steps = takeSample(readJson(window), sample);
    for (let size = 0; size < HEAD && steps.next().done !== true;) {
      const chunk = await this.#read();
      if (!chunk) window.finish();
      else {
        size += chunk.length;
        // A copy: a source may use its buffer again (and the `slice` of a Buffer shares it).
        this.#kept.push(new Uint8Array(chunk));
        window.feed(chunk);
      }
    }
    return sample;
  }

  async next(): Promise<Uint8Array | undefined> {
    return this.#kept.shift() ?? this.#read();
  }

  /** What was read before an archive turns out to be damaged is still worth checking. */
  async #read(): Promise<Uint8Array | undefined> {
    try {
      const step = await this.#chunks.next();
      if (step.done === true) return undefined;
      this.#any = true;
      return step.value;
    } catch (error) {
      if (!(error instanceof InputError) || !this.#any) throw error;
      this.failure = error;
      return undefined;
    }
  }
}

type Run = { version: Version; rules: RulesToRun | undefined; watch: Watch };

async function drive(head: Head, { version, rules, watch }: Run, onFinding: OnFinding): Promise<FileVerdict> {
  const window = new Window();
  const steps = checkFile(watch.events(readJson(window)), version, rules && watch.rules(rules));
  for (;;) {
    const step = steps.next();
    if (step.done === true) return head.failure ? cutShort(step.value, head.failure, onFinding) : step.value;
    if (step.value !== NEED_BYTES) {
      await onFinding(step.value);
      continue;
    }
    const chunk = await head.next();
    if (chunk) window.feed(chunk);
    else window.finish();
  }
}

async function cutShort(verdict: FileVerdict, failure: InputError, onFinding: OnFinding): Promise<FileVerdict> {
  await onFinding(findingOfInput(failure));
  verdict.counts.error++;
  return verdict;
}
