/** Drives a check to its verdict. The host (command line, library, page) feeds the bytes and takes the findings. */
import { type Finding, type InputError, NoProgress } from '../finding.ts';
import { findingOfInput } from '../messages/finding-of.ts';
import type { Feed } from '../read/reader.ts';
import { NEED_BYTES, type Wait } from '../read/record.ts';
import type { Need } from './on-call.ts';
import type { FileVerdict } from './types.ts';

/** What a drive ends with: the findings by severity, to which a damaged file adds one. */
type Ended = Pick<FileVerdict, 'counts'>;

/** A check to run: its steps, the feed for its bytes, and `load` for the parts of a version that it needs. */
export type RunningCheck<V extends Ended = FileVerdict> = {
  feed: Feed;
  steps: Iterator<Finding | Wait | Need, V>;
  load?: (need: Need) => Promise<void>;
};

/**
 * Runs a synchronous part of the check; throws NoProgress where it takes so long that it is in an endless loop. `isFed`: all bytes are there, so that the
 * part may be long: nothing makes it wait.
 */
export type Watch = <T>(part: () => T, isFed: boolean) => T;

export const UNWATCHED: Watch = (part) => part();

export type Host = {
  /** Feeds the next bytes and returns true; at the end of the file, finishes the feed and returns false. A promise only where they must be waited for. */
  feedNext(feed: Feed): Promise<boolean> | boolean;
  /** Takes a finding. The check waits for a promise. */
  take(finding: Finding): Promise<void> | undefined;
  /** Why the file could not be read to its end, if so. */
  readonly failure: InputError | undefined;
  watch?: Watch;
};

/** Findings after which a part of the check ends, so that no part takes long in any file. */
const MOST_FINDINGS = 10_000;

/** Findings in a row, each equal to one of the last `LAST`, after which the check is considered to be in a loop. */
const MOST_EQUAL = 1_000;
const LAST = 8;

/**
 * Runs a check to its end.
 * @throws NoProgress where the check makes no progress: it asks for bytes after the end of the file, asks again for what was loaded, or
 * repeats the same few findings
 */
export async function drive<V extends Ended>({ feed, steps, load }: RunningCheck<V>, host: Host): Promise<V> {
  const { watch = UNWATCHED } = host;
  const run = new Run(steps, feed, host);
  const asked = new Set<Need>();
  for (;;) {
    const stop = watch(() => run.part(), run.isFed);
    if (stop === undefined) continue;
    if (stop instanceof Promise) await stop;
    else if (typeof stop === 'object') return host.failure ? cutShort(stop, host.failure, host) : stop;
    else {
      if (asked.has(stop)) throw new NoProgress(`the check asks twice for one thing: ${String(stop)}`);
      asked.add(stop);
      await load?.(stop);
    }
  }
}

type Stop<V> = V | Promise<void> | Need | undefined;

class Run<V extends Ended> {
  readonly #steps: RunningCheck<V>['steps'];
  readonly #feed: Feed;
  readonly #host: Host;
  readonly #last: Finding[] = [];
  #count = 0;
  #equal = 0;
  #mayHaveMore = true;

  constructor(steps: RunningCheck<V>['steps'], feed: Feed, host: Host) {
    this.#steps = steps;
    this.#feed = feed;
    this.#host = host;
  }

  /** Whether all bytes of the file were fed. */
  get isFed(): boolean {
    return !this.#mayHaveMore;
  }

  /** Runs until the verdict, until something must be awaited, or for `MOST_FINDINGS`. */
  part(): Stop<V> {
    for (let count = 0; count < MOST_FINDINGS; count++) {
      const step = this.#steps.next();
      if (step.done === true) return step.value;
      if (typeof step.value === 'symbol' && step.value !== NEED_BYTES) return step.value;
      if (step.value instanceof Promise) return step.value;
      // Awaiting each finding would cost as much as its message.
      const busy = step.value === NEED_BYTES ? this.#feedNext() : this.#taken(step.value);
      if (busy) return busy;
    }
    return undefined;
  }

  #feedNext(): Promise<void> | undefined {
    if (!this.#mayHaveMore) throw new NoProgress('the check asks for bytes after the end of the file');
    const fed = this.#host.feedNext(this.#feed);
    if (typeof fed !== 'boolean') return fed.then((more) => void (this.#mayHaveMore = more));
    this.#mayHaveMore = fed;
    return undefined;
  }

  #taken(finding: Finding): Promise<void> | undefined {
    this.#compare(finding);
    return this.#host.take(finding);
  }

  #compare(finding: Finding): void {
    this.#equal = this.#isOneOfTheLast(finding) ? this.#equal + 1 : 0;
    this.#last[this.#count++ % LAST] = finding;
    if (this.#equal === MOST_EQUAL) throw new NoProgress(`the check repeats a finding: ${finding.code} at "${finding.path}"`);
  }

  #isOneOfTheLast(finding: Finding): boolean {
    for (const last of this.#last) if (isSame(last, finding)) return true;
    return false;
  }
}

const isSame = (one: Finding, other: Finding): boolean =>
  one.position?.offset === other.position?.offset &&
  one.code === other.code &&
  one.path === other.path &&
  JSON.stringify(one.params) === JSON.stringify(other.params);

/** The verdict of a damaged file: earlier findings stand, and the damage is one more error. */
async function cutShort<V extends Ended>(verdict: V, failure: InputError, host: Host): Promise<V> {
  await host.take(findingOfInput(failure));
  verdict.counts.error++;
  return verdict;
}
