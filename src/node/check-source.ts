import type { InputError } from '../finding.ts';
import { type Finding } from '../finding.ts';
import { findingOfInput } from '../messages/finding-of.ts';
import type { Model } from '../model/types.ts';
import type { Feed, Reading } from '../read/reader.ts';
import { NEED_BYTES, type ReadEvent } from '../read/record.ts';
import { detectVersion, type Detection } from '../validate/detect.ts';
import { checkFile, checkOnCall } from '../validate/file.ts';
import type { RulesToRun } from '../validate/file-rules.ts';
import { NEED_CHECKS, NEED_MEMBERS, type Need } from '../validate/on-call.ts';
import { markPublishedXsd } from '../validate/published-xsd.ts';
import type { FileVerdict, Version, VersionOnCall } from '../validate/types.ts';
import { type Form, formOf } from '../read/forms.ts';
import { Head } from './head.ts';
import { loadMembers, type NodeReading, openFast } from './recogniser.ts';
import { factsOf, loadModelOf, loadVersion, versionIndex } from './registry.ts';
import { type RuleChoice, rulesOnCall, type RulesOnCall } from './rules.ts';
import type { OnRead, Source } from './sources.ts';
import { worthTwoThreads } from './threads/worth.ts';

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
  /** The version that is applied. */
  version: string;
  /** Its Model. */
  model(): Promise<Model>;
  check(onFinding: OnFinding, watch?: Watch): Promise<FileVerdict>;
  /** Instead of `check`: every event of the file, in order. Answers why the file could not be read to its end, if so. */
  read(take: (event: ReadEvent) => Promise<void>): Promise<InputError | undefined>;
  /** SHA-256 of the bytes on disk, once `check` has read them all. */
  sha256(): string | null;
};

/**
 * `schema`: the version to apply, whatever the file says; `rules`: those to run, none when undefined; `hashed`: whether the sum of the file is
 * wanted; `threads`: how many to take at the most, as many as are worth it when undefined.
 */
export type OpenOptions = {
  schema?: string | undefined;
  rules?: RuleChoice | undefined;
  hashed: boolean;
  threads?: number | undefined;
};

/** Opens a file, tells its version from its beginning (or takes `schema`), and gives what is needed to check it in one pass. */
export async function openFile(
  source: Source,
  { schema, rules, hashed, threads }: OpenOptions,
  onRead: OnRead,
): Promise<OpenFile> {
  const hash = hashed ? (await import('node:crypto')).createHash('sha256') : undefined;
  const head = new Head(source, (bytes, skipped) => {
    hash?.update(bytes);
    onRead(bytes, skipped);
  });
  const { form, detection } = await closing(head, async () => {
    const form = source.form ?? (await formOf(source.name, await head.first()));
    return { form, detection: detectVersion(await head.sample(form), await versionIndex()) };
  });
  const { version } = await factsOf(schema ?? detection.version);
  const check = async (watch: Watch | undefined): Promise<Check> => {
    const toRun = rules && (await rulesOnCall(version, rules));
    const isFast = form.name === 'json' && !watch;
    const two = isFast && !rules ? await worthTwoThreads(source, threads, () => head.identity()) : undefined;
    const fast = isFast ? await openFast(version, toRun, { two, whole: hashed }) : undefined;
    if (fast) return fastCheck(fast, version, toRun);
    await toRun?.ready();
    return wholeCheck(form, await loadVersion(version), toRun, watch);
  };
  return {
    form: form.name,
    detection,
    version,
    model: () => loadModelOf(version),
    check: (onFinding, watch) => ending(head, async () => driveToStop(head, await check(watch), onFinding)),
    read: (take) => ending(head, async () => passOn(head, form.open(await loadModelOf(version)), take)),
    sha256: () => hash?.digest('hex') ?? null,
  };
}

/** Does a part of the work; where it fails, the file is closed first and not left to the garbage collector, which would complain. */
async function closing<T>(head: Head, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await head.close();
    throw error;
  }
}

/** Does the last part of the work. */
async function ending<T>(head: Head, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await head.close();
  }
}

/** A check about to run: its steps, and where they want bytes; `load` answers what they need. */
type Check = {
  feed: Feed;
  steps: Iterator<Finding | typeof NEED_BYTES | Need, FileVerdict>;
  load?: (need: Need) => Promise<void>;
  stop?: () => Promise<void>;
};

/** Every record is turned into a value. */
function wholeCheck(form: Form, version: Version, rules: RulesToRun | undefined, watch = UNWATCHED): Check {
  const { feed, events } = form.open(version.model);
  const judged = checkFile(watch.events(events), version, rules && watch.rules(rules));
  return { feed, steps: form.name === 'xml' ? markPublishedXsd(judged, version.model.version) : judged };
}

/** Only what may be wrong is. */
function fastCheck({ face, rules, feed, events, second }: NodeReading, version: string, toRun: RulesOnCall | undefined): Check {
  const call: VersionOnCall = { face, loaded: undefined, members: undefined };
  const load = async (need: Need) => {
    await Promise.all([toRun?.ready(), second?.ready]);
    if (need === NEED_MEMBERS) call.members = await loadMembers(version, face);
    else call.loaded = await loadVersion(version);
  };
  return { feed, steps: checkOnCall(events, call, rules), load, ...second };
}

async function driveToStop(head: Head, check: Check, onFinding: OnFinding): Promise<FileVerdict> {
  try {
    return await drive(head, check, onFinding);
  } finally {
    await check.stop?.();
  }
}

async function drive(head: Head, { feed, steps, load }: Check, onFinding: OnFinding): Promise<FileVerdict> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return head.failure ? cutShort(step.value, head.failure, onFinding) : step.value;
    if (step.value === NEED_BYTES) await head.feedNext(feed);
    else if (step.value === NEED_CHECKS || step.value === NEED_MEMBERS) await load?.(step.value);
    else {
      // A microtask for each finding would cost as much as to word it.
      const busy = onFinding(step.value);
      if (busy instanceof Promise) await busy;
    }
  }
}

async function passOn(
  head: Head,
  { feed, events }: Reading,
  take: (event: ReadEvent) => Promise<void>,
): Promise<InputError | undefined> {
  for (const event of events) {
    if (event === NEED_BYTES) await head.feedNext(feed);
    else await take(event);
  }
  return head.failure;
}

async function cutShort(verdict: FileVerdict, failure: InputError, onFinding: OnFinding): Promise<FileVerdict> {
  await onFinding(findingOfInput(failure));
  verdict.counts.error++;
  return verdict;
}
