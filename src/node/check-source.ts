import { createHash } from 'node:crypto';
import { InputError, type Finding } from '../finding.ts';
import { findingOfInput } from '../messages.ts';
import type { Feed, Reading } from '../read/reader.ts';
import { NEED_BYTES, type ReadEvent } from '../read/record.ts';
import { detectVersion, type Detection, type Sample } from '../validate/detect.ts';
import { checkFile } from '../validate/file.ts';
import type { RulesToRun } from '../validate/file-rules.ts';
import { markPublishedXsd } from '../validate/published-xsd.ts';
import { takeSample } from '../validate/sample.ts';
import type { FileVerdict, Version } from '../validate/types.ts';
import { type Form, formOf } from './forms.ts';
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
  form: Form['name'];
  detection: Detection;
  version: Version;
  check(onFinding: OnFinding, watch?: Watch): Promise<FileVerdict>;
  /** Instead of `check`: every event of the file, in order. Answers why the file could not be read to its end, if so. */
  read(take: (event: ReadEvent) => Promise<void>): Promise<InputError | undefined>;
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
  const { form, detection } = await closing(chunks, async () => {
    const form = source.form ?? (await formOf(source.name, await head.first()));
    return { form, detection: detectVersion(await head.sample(form), await versionIndex()) };
  });
  const version = await loadVersion(schema ?? detection.version);
  const toRun = rules && (await rulesFor(version.model.version, rules));
  const run = { form, version, rules: toRun };
  return {
    form: form.name,
    detection,
    version,
    check: (onFinding, watch = UNWATCHED) => closing(chunks, () => drive(head, { ...run, watch }, onFinding)),
    read: (take) => closing(chunks, () => passOn(head, form.open(version.model), take)),
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

  /** The first chunk, which tells the form of the file; empty when there is none. */
  async first(): Promise<Uint8Array> {
    return (await this.#keep()) ?? new Uint8Array();
  }

  async sample({ open, whole }: Form): Promise<Sample> {
    const { feed, events } = open();
    const sample: Sample = { layout: null, records: [] };
    const steps = takeSample(events, sample);
    const seen = [...this.#kept];
    for (let size = 0; (whole || size < HEAD) && steps.next().done !== true;) {
      const chunk = seen.shift() ?? (await this.#keep());
      if (chunk) feed.feed(chunk);
      else feed.finish();
      size += chunk?.length ?? 0;
    }
    return sample;
  }

  /** Reads a chunk and keeps a copy: a source may use its buffer again (and the `slice` of a Buffer shares it). */
  async #keep(): Promise<Uint8Array | undefined> {
    const chunk = await this.#read();
    if (!chunk) return undefined;
    const copy = new Uint8Array(chunk);
    this.#kept.push(copy);
    return copy;
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

type Run = { form: Form; version: Version; rules: RulesToRun | undefined; watch: Watch };

async function drive(head: Head, { form, version, rules, watch }: Run, onFinding: OnFinding): Promise<FileVerdict> {
  const { feed, events } = form.open(version.model);
  const judged = checkFile(watch.events(events), version, rules && watch.rules(rules));
  const steps = form.name === 'xml' ? markPublishedXsd(judged, version.model.version) : judged;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return head.failure ? cutShort(step.value, head.failure, onFinding) : step.value;
    if (step.value !== NEED_BYTES) {
      await onFinding(step.value);
      continue;
    }
    await feedNext(head, feed);
  }
}

async function passOn(
  head: Head,
  { feed, events }: Reading,
  take: (event: ReadEvent) => Promise<void>,
): Promise<InputError | undefined> {
  for (const event of events) {
    if (event === NEED_BYTES) await feedNext(head, feed);
    else await take(event);
  }
  return head.failure;
}

async function feedNext(head: Head, feed: Feed): Promise<void> {
  const chunk = await head.next();
  if (chunk) feed.feed(chunk);
  else feed.finish();
}

async function cutShort(verdict: FileVerdict, failure: InputError, onFinding: OnFinding): Promise<FileVerdict> {
  await onFinding(findingOfInput(failure));
  verdict.counts.error++;
  return verdict;
}
