/** Opens and drives a check on any host: a file, a pipe, a page. The host gives bytes, the registry of versions, and what only it can do. */
import { type Finding, InputError, NoProgress } from '../finding.ts';
import type { VersionFacts } from '../model/facts.ts';
import { factsIn } from '../model/releases.ts';
import type { KnownKinds } from '../model/record-shapes.ts';
import type { Model } from '../model/types.ts';
import { beginningOf, type ReadForm, formOf } from '../read/forms.ts';
import type { Feed, Reading, Space } from '../read/reader.ts';
import { NEED_BYTES, type ReadEvent } from '../read/record.ts';
import { detectVersion, type Detection, type Sample } from './detect.ts';
import { type RunningCheck, drive, UNWATCHED, type Watch } from './drive.ts';
import type { FastReading } from './fast-path.ts';
import { checkFile, checkOnCall } from './file.ts';
import type { RulesToRun } from './file-rules.ts';
import { NEED_MEMBERS, type Need } from './on-call.ts';
import { markPublishedXsd } from './published-xsd.ts';
import type { RuleChoice, RulesOnCall } from './rule-book.ts';
import { sampleOf } from './sample.ts';
import type { FileVerdict, MemberChecks, Version, VersionOnCall } from './types.ts';

/** The bytes of a file, in its order. What cannot be read for a reason that is the file's is thrown as an InputError. */
export type Bytes = {
  /** The next chunk, whose buffer may be used again; undefined at the end. */
  next(): Promise<Uint8Array | undefined>;
  /**
   * In place of `next`, where the host can read straight into the memory of the reader, from the offset `from` on: gives the number of bytes, 0 at
   * the end.
   */
  into?(memory: Uint8Array, from: number): Promise<number> | number;
  /** Ends the reading, wherever it is. Called once or more. */
  close(): Promise<void>;
};

/** The versions of the standard and their parts, each loaded when it is asked for. */
export type Registry = {
  /** What tells the versions apart, oldest first. */
  index(): Promise<VersionFacts[]>;
  model(version: string): Promise<Model>;
  /** A version with its checks. */
  load(version: string): Promise<Version>;
  /** The checks of the members of the records that the fast path of a version knows. */
  members(version: string, kinds: KnownKinds): Promise<MemberChecks>;
  /** The rules that speak of a version; undefined when there are none. */
  rules(version: string, choice: RuleChoice): Promise<RulesOnCall | undefined>;
  /** Opens the fast path over the file at hand, which is JSON; undefined where there is none: then the slow path reads it. */
  fast(version: string, rules: RulesOnCall | undefined): Promise<FastPathReading | undefined>;
};

/** `ready` is waited for before anything is loaded; `stop` ends what runs beside the check, and throws what went wrong there. */
export type FastPathReading = FastReading & { ready?: Promise<void>; stop?: () => Promise<void> };

/** What is known of a file before it is read; `form` where its bytes do not tell it. `schema`: the version to apply, whatever the file says. */
export type Known = { name: string; form?: ReadForm | undefined; schema?: string | undefined; rules?: RuleChoice | undefined };

/** Looks on while a file is checked: sees what is read and what the rules say, and passes it on unchanged. The fast path is not taken then. */
type Observer = {
  events(events: Iterable<ReadEvent | typeof NEED_BYTES>): Iterable<ReadEvent | typeof NEED_BYTES>;
  rules(run: RulesToRun): RulesToRun;
};

const UNOBSERVED: Observer = { events: (events) => events, rules: (run) => run };

/** Takes a finding. The check waits for a promise. */
export type TakeFinding = (finding: Finding) => Promise<void> | void;

/** `beforeBytes` is called, and waited for, each time before the file is read on: to tell how far it is, or to throw and so end the check. */
type CheckOptions = { observer?: Observer; beforeBytes?: () => Promise<void> };

/** A file of which the form and the version are known, ready to be checked. */
export type OpenCheck = {
  form: ReadForm['name'];
  detection: Detection;
  /** The version that is applied. */
  version: string;
  /** Its Model. */
  model(): Promise<Model>;
  check(take: TakeFinding, more?: CheckOptions): Promise<FileVerdict>;
  /** Instead of `check`: every event of the file, in order. Answers why the file could not be read to its end, if so. */
  read(take: (event: ReadEvent) => Promise<void>): Promise<InputError | undefined>;
};

/**
 * Tells form and version of a file from its beginning, and gives what is needed to check it in one pass, in memory that does not grow with it.
 * The bytes are closed when the check ends, or where one cannot be opened.
 * @throws InputError where nothing can be read, or there is no such version as `schema`
 */
export async function openCheck(
  bytes: Bytes,
  { name, form: given, schema, rules }: Known,
  registry: Registry,
  watch: Watch = UNWATCHED,
): Promise<OpenCheck> {
  const head = new Head(bytes);
  const { form, detection, version } = await closing(bytes, async () => {
    const form = given ?? (await formOf(name, await head.first()));
    const index = await registry.index();
    const detection = detectVersion(await head.sample(form, watch), index);
    return { form, detection, version: factsIn(index, schema ?? detection.version).version };
  });
  const start = async (observer: Observer | undefined): Promise<StartedCheck> => {
    const run = rules && (await registry.rules(version, rules));
    const fast = form.name === 'json' && !observer ? await registry.fast(version, run) : undefined;
    if (fast) return fastCheck(fast, version, run, registry);
    await run?.ready();
    return plainCheck(form, await registry.load(version), run, observer);
  };
  return {
    form: form.name,
    detection,
    version,
    model: () => registry.model(version),
    check: (take, { observer, beforeBytes } = {}) =>
      ending(bytes, async () => driveToStop(head, await start(observer), { take, beforeBytes, watch })),
    read: (take) => ending(bytes, async () => passOn(head, form.open(await registry.model(version)), take)),
  };
}

/** Does a part of the work; where it fails, the file is closed first and not left to the garbage collector, which would complain. */
async function closing<T>(bytes: Bytes, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

/** Does the last part of the work. */
async function ending<T>(bytes: Bytes, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await bytes.close();
  }
}

type StartedCheck = RunningCheck & Pick<FastPathReading, 'stop'>;

/** Every record is turned into a value. */
function plainCheck(form: ReadForm, version: Version, rules: RulesToRun | undefined, observer = UNOBSERVED): StartedCheck {
  const { feed, events } = form.open(version.model);
  const judged = checkFile(observer.events(events), version, rules && observer.rules(rules));
  return { feed, steps: form.name === 'xml' ? markPublishedXsd(judged, version.model.version) : judged };
}

/** Only what may be wrong is; the checks themselves are loaded when something may be. */
function fastCheck(
  { versionSummary, rules, feed, events, ready, stop }: FastPathReading,
  version: string,
  run: RulesOnCall | undefined,
  registry: Registry,
): StartedCheck {
  const call: VersionOnCall = { versionSummary, loaded: undefined, members: undefined };
  const load = async (need: Need): Promise<void> => {
    await Promise.all([run?.ready(), ready]);
    if (need === NEED_MEMBERS) call.members = await registry.members(version, versionSummary.kinds);
    else call.loaded = await registry.load(version);
  };
  return { feed, steps: checkOnCall(events, call, rules), load, ...(stop && { stop }) };
}

type Driving = { take: TakeFinding; beforeBytes: (() => Promise<void>) | undefined; watch: Watch };

async function driveToStop(
  head: Head,
  { stop, ...check }: StartedCheck,
  { take, beforeBytes, watch }: Driving,
): Promise<FileVerdict> {
  try {
    return await drive(check, {
      feedNext: async (feed) => {
        await beforeBytes?.();
        return head.feedNext(feed);
      },
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

async function passOn(
  head: Head,
  { feed, events }: Reading,
  take: (event: ReadEvent) => Promise<void>,
): Promise<InputError | undefined> {
  let mayHaveMore = true;
  for (const event of events)
    if (event !== NEED_BYTES) await take(event);
    else if (mayHaveMore) mayHaveMore = await head.feedNext(feed);
    else throw new NoProgress('the reader asks for bytes after the end of the file');
  return head.failure;
}

/** How much is read at a time straight into the memory of a reader, in bytes. */
const CHUNK = 1 << 20;

/** The bytes of a file, of which the first are read once to look and a second time to check. */
class Head {
  readonly #bytes: Bytes;
  #kept: Uint8Array[] = [];
  /** Where the first of them begins. */
  #keptFrom = 0;
  #any = false;
  /** Why the file could not be read to its end. */
  failure: InputError | undefined;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  /** The first bytes, which tell the form of the file; empty when there are none. */
  first(): Promise<Uint8Array> {
    return beginningOf(() => this.#keep());
  }

  sample(form: ReadForm, watch: Watch): Promise<Sample> {
    const seen = [...this.#kept];
    return sampleOf(form, async () => seen.shift() ?? (await this.#keep()), watch);
  }

  /** Feeds the next bytes; where there are no more, finishes the feed and answers false. */
  async feedNext(feed: Feed): Promise<boolean> {
    const kept = this.#nextKept(feed);
    if (!kept && this.#bytes.into && feed.space && feed.fed) return this.#readInto(feed as Feed & Space);
    const chunk = kept ?? (await this.#read());
    if (chunk) feed.feed(chunk);
    else feed.finish();
    return chunk !== undefined;
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
    // Who has jumped on wants nothing of what was before.
    if (limit !== this.#keptFrom) this.#kept = [];
    const kept = this.#kept.shift();
    this.#keptFrom += kept?.length ?? 0;
    return kept;
  }

  async #readInto(feed: Feed & Space): Promise<boolean> {
    const count = (await this.#tried(() => this.#bytes.into?.(feed.space(CHUNK), feed.limit))) ?? 0;
    if (count > 0) feed.fed(count);
    else feed.finish();
    return count > 0;
  }

  async #read(): Promise<Uint8Array | undefined> {
    const chunk = await this.#tried(() => this.#bytes.next());
    this.#any ||= chunk !== undefined;
    return chunk;
  }

  /** What was read before a file turns out to be damaged is still worth checking: then it ends here. */
  async #tried<T>(read: () => Promise<T> | T): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof InputError) || !this.#any) throw error;
      this.failure = error;
      return undefined;
    }
  }
}
