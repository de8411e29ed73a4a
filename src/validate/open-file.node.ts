import { type InputError, type Finding, NoProgress } from '../finding.ts';
import type { Model } from '../model/types.ts';
import type { Reading } from '../read/reader.ts';
import { NEED_BYTES, type ReadEvent } from '../read/record.ts';
import { detectVersion, type Detection } from './detect.ts';
import { type Check, drive } from './drive.ts';
import { checkFile, checkOnCall } from './file.ts';
import type { RulesToRun } from './file-rules.ts';
import { NEED_MEMBERS, type Need } from './on-call.ts';
import { markPublishedXsd } from './published-xsd.ts';
import type { FileVerdict, Version, VersionOnCall } from './types.ts';
import { type Form, formOf } from '../read/forms.ts';
import { Head } from './head.node.ts';
import { loadMembers, type NodeReading, openFast } from './fast-path.node.ts';
import { factsOf, loadModelOf, loadVersion, versionIndex } from './registry.node.ts';
import { type RuleChoice, rulesOnCall, type RulesOnCall } from './load-rules.node.ts';
import type { OnRead, Source } from '../read/sources.node.ts';
import { worthTwoThreads } from './fast-path.node.ts';
import { watch } from './watch.node.ts';

type OnFinding = (finding: Finding) => Promise<void> | void;

/** Looks on while a file is checked: sees what is read and what the rules say, and passes it on unchanged. */
type Observer = {
  events(events: Iterable<ReadEvent | typeof NEED_BYTES>): Iterable<ReadEvent | typeof NEED_BYTES>;
  rules(run: RulesToRun): RulesToRun;
};

const UNOBSERVED: Observer = { events: (events) => events, rules: (run) => run };

/** `beforeBytes` is called, and waited for, each time before the file is read on. */
type CheckOptions = { observer?: Observer; beforeBytes?: () => Promise<void> };

/** A file that has been opened and whose version is known, ready to be checked. */
export type OpenFile = {
  form: Form['name'];
  detection: Detection;
  /** The version that is applied. */
  version: string;
  /** Its Model. */
  model(): Promise<Model>;
  check(onFinding: OnFinding, more?: CheckOptions): Promise<FileVerdict>;
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
  const check = async (observer: Observer | undefined): Promise<NodeCheck> => {
    const toRun = rules && (await rulesOnCall(version, rules));
    const isFast = form.name === 'json' && !observer;
    const two = isFast && !rules ? await worthTwoThreads(source, threads, () => head.identity()) : undefined;
    const fast = isFast ? await openFast(version, toRun, { two, whole: hashed }) : undefined;
    if (fast) return fastCheck(fast, version, toRun);
    await toRun?.ready();
    return wholeCheck(form, await loadVersion(version), toRun, observer);
  };
  return {
    form: form.name,
    detection,
    version,
    model: () => loadModelOf(version),
    check: (onFinding, { observer, beforeBytes } = {}) =>
      ending(head, async () => driveToStop(head, await check(observer), onFinding, beforeBytes)),
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

/** `stop` ends the second thread, if there is one. */
type NodeCheck = Check & { stop?: () => Promise<void> };

/** Every record is turned into a value. */
function wholeCheck(form: Form, version: Version, rules: RulesToRun | undefined, observer = UNOBSERVED): NodeCheck {
  const { feed, events } = form.open(version.model);
  const judged = checkFile(observer.events(events), version, rules && observer.rules(rules));
  return { feed, steps: form.name === 'xml' ? markPublishedXsd(judged, version.model.version) : judged };
}

/** Only what may be wrong is. */
function fastCheck(
  { face, rules, feed, events, second }: NodeReading,
  version: string,
  toRun: RulesOnCall | undefined,
): NodeCheck {
  const call: VersionOnCall = { face, loaded: undefined, members: undefined };
  const load = async (need: Need) => {
    await Promise.all([toRun?.ready(), second?.ready]);
    if (need === NEED_MEMBERS) call.members = await loadMembers(version, face);
    else call.loaded = await loadVersion(version);
  };
  return { feed, steps: checkOnCall(events, call, rules), load, ...second };
}

async function driveToStop(
  head: Head,
  { stop, ...check }: NodeCheck,
  onFinding: OnFinding,
  beforeBytes?: () => Promise<void>,
): Promise<FileVerdict> {
  try {
    return await drive(check, {
      feedNext: async (feed) => {
        await beforeBytes?.();
        return head.feedNext(feed);
      },
      take: (finding) => onFinding(finding) ?? undefined,
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
