/** Opens and drives a check on any host: command line, library, page. The host provides the bytes and the registry of versions. */
import { type Finding, InputError } from '../finding.ts';
import type { VersionFacts } from '../model/facts.ts';
import { factsIn } from '../model/releases.ts';
import type { KnownKinds } from '../model/record-shapes.ts';
import type { Model } from '../model/types.ts';
import { beginningOf, type ReadForm, formOf } from '../read/forms.ts';
import type { Feed, Space } from '../read/reader.ts';
import type { NEED_BYTES, ReadEvent, Wait } from '../read/record.ts';
import { detectVersion, type Detection, type Sample } from './detect.ts';
import { type RunningCheck, drive, UNWATCHED, type Watch } from './drive.ts';
import type { FastReading } from './fast-path.ts';
import { checkFile, checkOnCall } from './file.ts';
import type { RulesToRun } from './file-rules.ts';
import { NEED_MEMBERS, type Need } from './on-call.ts';
import type { RuleChoice, RulesOnCall } from './rule-book.ts';
import { sampleOf } from './sample.ts';
import type { CountFindings, FileVerdict, MemberChecks, Version, VersionOnCall } from './types.ts';

/** Reads the bytes of a file in order. Throws an InputError where the file cannot be read. */
export type Bytes = {
  /** The next chunk, whose buffer may be used again; undefined at the end. */
  next(): Promise<Uint8Array | undefined>;
  /**
   * Used instead of `next` where the host can read into the memory of the reader, from the offset `from` on. Returns the number of bytes, 0 at
   * the end.
   */
  into?(memory: Uint8Array, from: number): Promise<number> | number;
  /** Ends the reading at any time. May be called more than once. */
  close(): Promise<void>;
};

/** Loads the versions of the standard and their parts, each on demand. */
export type Registry = {
  /** The facts by which the version of a file is detected, oldest version first. */
  index(): Promise<VersionFacts[]>;
  /** The facts of a version, or of another schema that may be asked for by its name. By default only of a version. */
  facts?(name: string): Promise<VersionFacts>;
  model(version: string): Promise<Model>;
  /** A version with its validators. */
  load(version: string): Promise<Version>;
  /** The validators of single members, for the kinds of record that the fast path of a version can judge. */
  members(version: string, kinds: KnownKinds): Promise<MemberChecks>;
  /** The rules that apply to a version; undefined where there are none. */
  rules(version: string, choice: RuleChoice): Promise<RulesOnCall | undefined>;
  /** Opens the fast path for the JSON file being checked; undefined where there is none, so that the slow path reads it. */
  fast(version: string, rules: RulesOnCall | undefined, count: CountFindings | undefined): Promise<FastPathReading | undefined>;
};

/** `ready` is awaited before anything is loaded; `stop` ends the second thread, and throws its errors. */
export type FastPathReading = FastReading & { ready?: Promise<void>; stop?: () => Promise<void> };

/**
 * What is known of a file before it is read. `form`: where it cannot be recognised from the bytes; `schema`: the version to apply, whatever the file
 * declares. `count`: counts findings that the report does not show, which the check then does not give.
 */
export type Known = {
  name: string;
  form?: ReadForm | undefined;
  schema?: string | undefined;
  rules?: RuleChoice | undefined;
  count?: CountFindings | undefined;
};

/**
 * Observes a check: sees the events of the reader and the results of the rules, and passes them on unchanged. What it must wait for it gives between
 * them as a promise. The fast path is not used then.
 */
export type Observer = {
  events(events: Iterable<ReadEvent | typeof NEED_BYTES>): Iterable<ReadEvent | Wait>;
  rules(run: RulesToRun): RulesToRun;
};

const UNOBSERVED: Observer = { events: (events) => events, rules: (run) => run };

/** Takes a finding. The check waits for a promise. */
export type TakeFinding = (finding: Finding) => Promise<void> | void;

/** `beforeBytes` is awaited before each read of the file, to report progress, or to throw and so end the check. */
type CheckOptions = { observer?: Observer; beforeBytes?: () => Promise<void> };

/** A file of which the form and the version are known, ready to be checked. */
export type OpenCheck = {
  form: ReadForm['name'];
  detection: Detection;
  /** The version that is applied. */
  version: string;
  /** The Model of that version. */
  model(): Promise<Model>;
  check(take: TakeFinding, more?: CheckOptions): Promise<FileVerdict>;
  /** Reads the file for other work than a check, with the Model of its version: `steps` gets the events of the reader, and nothing is judged. */
  read<V extends Pick<FileVerdict, 'counts'>>(
    steps: OtherSteps<V>,
    take: TakeFinding,
    beforeBytes?: () => Promise<void>,
  ): Promise<V>;
};

/** Work on the events of a reader: yields findings and what must be waited for, and returns how it ended. */
type OtherSteps<V> = (events: Iterable<ReadEvent | typeof NEED_BYTES>) => Iterator<Finding | Wait, V>;

/**
 * Detects form and version of a file from its beginning, ready to check it in one pass, in memory that does not grow with it. The bytes are
 * closed when the check ends, or where it cannot be opened.
 * @throws InputError where nothing can be read, or there is no such version as `schema`
 */
export async function openCheck(
  bytes: Bytes,
  { name, form: given, schema, rules, count }: Known,
  registry: Registry,
  watch: Watch = UNWATCHED,
): Promise<OpenCheck> {
  const head = new Head(bytes);
  const { form, detection, version } = await closingOnError(bytes, async () => {
    const form = given ?? (await formOf(name, await head.first()));
    const index = await registry.index();
    const detection = detectVersion(await head.sample(form, watch), index);
    const facts = schema === undefined ? undefined : await registry.facts?.(schema);
    return { form, detection, version: (facts ?? factsIn(index, schema ?? detection.version)).version };
  });
  const start = async (observer: Observer | undefined): Promise<StartedCheck> => {
    const run = rules && (await registry.rules(version, rules));
    const fast = form.name === 'json' && !observer ? await registry.fast(version, run, count) : undefined;
    if (fast) return fastCheck(fast, version, run, registry, count);
    await run?.ready();
    return slowCheck(form, await registry.load(version), run, { observer, count: observer ? undefined : count });
  };
  return {
    form: form.name,
    detection,
    version,
    model: () => registry.model(version),
    check: (take, { observer, beforeBytes } = {}) =>
      thenClosing(bytes, async () => driveToStop(head, await start(observer), { take, beforeBytes, watch })),
    read: (steps, take, beforeBytes) =>
      thenClosing(bytes, async () => {
        const { feed, events } = form.open(await registry.model(version));
        return driveToStop(head, { feed, steps: steps(events) }, { take, beforeBytes, watch });
      }),
  };
}

/** Runs a part of the work and closes the file where it fails: Node warns about files closed by the garbage collector. */
async function closingOnError<T>(bytes: Bytes, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

/** Runs the last part of the work, then closes the file. */
async function thenClosing<T>(bytes: Bytes, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await bytes.close();
  }
}

type StartedCheck<V extends Pick<FileVerdict, 'counts'> = FileVerdict> = RunningCheck<V> & Pick<FastPathReading, 'stop'>;

/** The slow path: every record is parsed and checked in JavaScript. */
async function slowCheck(
  form: ReadForm,
  version: Version,
  rules: RulesToRun | undefined,
  { observer = UNOBSERVED, count }: { observer: Observer | undefined; count: CountFindings | undefined },
): Promise<StartedCheck> {
  const run = rules && observer.rules(rules);
  if (form.name !== 'xml') {
    const { feed, events } = form.open(version.model);
    return { feed, steps: checkFile(observer.events(events), version, run, count) };
  }
  // What a finding of XML says may change after the check, and the consolidation reads XML in its own way.
  const [{ markPublishedXsd }, { rulesOnXml }] = await Promise.all([
    import('./published-xsd.ts'),
    import('./consolidated-xml.ts'),
  ]);
  const onXml = rulesOnXml(run);
  const { feed, events } = form.open(version.model, onXml?.published?.xml?.lists);
  return { feed, steps: markPublishedXsd(checkFile(observer.events(events), version, onXml), version.model.version) };
}

/** The fast path: only suspect records are checked in JavaScript, and validators are loaded at the first of them. */
function fastCheck(
  { versionSummary, rules, counted, feed, events, ready, stop }: FastPathReading,
  version: string,
  run: RulesOnCall | undefined,
  registry: Registry,
  count: CountFindings | undefined,
): StartedCheck {
  const call: VersionOnCall = { versionSummary, loaded: undefined, members: undefined };
  const load = async (need: Need): Promise<void> => {
    await Promise.all([run?.ready(), ready]);
    if (need === NEED_MEMBERS) call.members = await registry.members(version, versionSummary.kinds);
    else call.loaded = await registry.load(version);
  };
  return { feed, steps: checkOnCall(events, call, rules, { count, counted }), load, ...(stop && { stop }) };
}

type Driving = { take: TakeFinding; beforeBytes: (() => Promise<void>) | undefined; watch: Watch };

async function driveToStop<V extends Pick<FileVerdict, 'counts'>>(
  head: Head,
  { stop, ...check }: StartedCheck<V>,
  { take, beforeBytes, watch }: Driving,
): Promise<V> {
  try {
    return await drive(check, {
      feedNext: (feed) => (beforeBytes ? beforeBytes().then(() => head.feedNext(feed)) : head.feedNext(feed)),
      take: (finding) => take(finding) ?? undefined,
      watch,
      get failure() {
        return head.failure;
      },
    });
  } finally {
    await stop?.();
  }
}

/** Bytes read at a time into the memory of a reader. */
const CHUNK = 1 << 20;

/** Reads a file and keeps its first bytes, which are read for detection, then again for the check. */
class Head {
  readonly #bytes: Bytes;
  #kept: Uint8Array[] = [];
  /** Offset of the first chunk kept. */
  #keptFrom = 0;
  #any = false;
  /** Why the file could not be read to its end. */
  failure: InputError | undefined;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  /** The first bytes, from which the form of the file is recognised; empty for an empty file. */
  first(): Promise<Uint8Array> {
    return beginningOf(() => this.#keep());
  }

  sample(form: ReadForm, watch: Watch): Promise<Sample> {
    const seen = [...this.#kept];
    return sampleOf(form, async () => seen.shift() ?? (await this.#keep()), watch);
  }

  /** Feeds the next bytes; at the end of the file, finishes the feed and returns false. */
  feedNext(feed: Feed): Promise<boolean> | boolean {
    const kept = this.#nextKept(feed);
    if (kept) return fedWith(feed, kept);
    if (this.#bytes.into && feed.space && feed.fed) return this.#readInto(feed as Feed & Space);
    return this.#read().then((chunk) => fedWith(feed, chunk));
  }

  /** Reads a chunk and keeps a copy: a source may use its buffer again (and the `slice` of a Buffer shares it). */
  async #keep(): Promise<Uint8Array | undefined> {
    const chunk = await this.#read();
    if (!chunk) return undefined;
    const copy = new Uint8Array(chunk);
    this.#kept.push(copy);
    return copy;
  }

  #nextKept({ limit = this.#keptFrom }: Feed): Uint8Array | undefined {
    // A reader that has jumped ahead does not need the bytes before.
    if (limit !== this.#keptFrom) this.#kept = [];
    const kept = this.#kept.shift();
    this.#keptFrom += kept?.length ?? 0;
    return kept;
  }

  #readInto(feed: Feed & Space): Promise<boolean> | boolean {
    const into = (count = 0): boolean => {
      if (count > 0) feed.fed(count);
      else feed.finish();
      return count > 0;
    };
    const failed = (error: unknown): boolean => {
      this.#failed(error);
      return into();
    };
    try {
      const count = this.#bytes.into?.(feed.space(CHUNK), feed.limit);
      return typeof count === 'object' ? count.then(into, failed) : into(count);
    } catch (error) {
      return failed(error);
    }
  }

  async #read(): Promise<Uint8Array | undefined> {
    try {
      const chunk = await this.#bytes.next();
      this.#any ||= chunk !== undefined;
      return chunk;
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  /** After an error in the middle of the file, keeps the error as `failure` and ends the file there, so that the part before is checked. */
  #failed(error: unknown): void {
    if (!(error instanceof InputError) || !this.#any) throw error;
    this.failure = error;
  }
}

function fedWith(feed: Feed, chunk: Uint8Array | undefined): boolean {
  if (chunk) feed.feed(chunk);
  else feed.finish();
  return chunk !== undefined;
}
