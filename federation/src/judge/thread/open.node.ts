/**
 * The thread that judges, as the process sees it: it carries out what the thread asks of the database, and ends it where a file takes more than its budget without a pause, or all
 * memory. Then it is known, or found out, which file that was; it is given up, and another thread goes on with the others.
 */
import { Worker } from 'node:worker_threads';
import { textsOf } from '../../../../packages/base/src/texts.ts';
import { Failure } from '../../../../src/host/failure.ts';
import { FEDERATION_RUN } from '../../../../src/messages/compiled/federation-run.ts';
import { type Budgets, secondsFor } from '../../budgets.ts';
import type { Federation } from '../../federation.ts';
import { SIGNALS } from '../../jobs/stop.node.ts';
import { sumOf } from '../../jobs/tally.node.ts';
import type { Store } from '../../store/store.ts';
import { countDeaths, giveUp, givenUp } from '../give-up.node.ts';
import { LANES } from '../judge.node.ts';
import { type GivenUp, type GivenUpReason, type Judged, noneJudged, type Reading } from '../judged.ts';
import { marksIn, removeMarks, takeDead } from '../marks.node.ts';
import { Calls } from './calls.node.ts';
import { type Beginning, type FromThread, type ToThread, told } from './messages.ts';

/** `archive`: its folder; `marks`: the folder in which processes mark what they read. */
export type Place = { store: Store; archive: string; marks: string; budgets: Budgets };

const SCRIPT = new URL('./thread.js', import.meta.url);

/** Milliseconds between two looks at whether the thread gives a sign of life. */
const LOOK = 500;

/** Why a thread has ended: it worked on one thing for longer than a file may, or took more memory, and was ended; or it ended by itself. */
type Cause = 'seconds' | 'memory' | 'fault';

/** What a thread has come to. `inHand`: the versions that it was reading, where it has ended. */
type Run = { judged: Judged; ended?: { cause: Cause; fault: Error; inHand: readonly Reading[] } };

/** Who waits for a thread. */
type Called = { resolve: (run: Run) => void; reject: (error: unknown) => void; progress: Federation['progress'] };

export class JudgingThread {
  readonly #place: Place;
  readonly #script: URL;
  readonly #look: number;
  #running: Running | undefined;
  #threads = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** Nothing is started before there is something to judge. `script`, `look`: for tests. */
  constructor(place: Place, { script = SCRIPT, look = LOOK }: { script?: URL; look?: number } = {}) {
    this.#place = place;
    this.#script = script;
    this.#look = look;
  }

  /** Judges what is pending. One call at a time. */
  judge(federation: Pick<Federation, 'catalogue' | 'progress'>): Promise<Judged> {
    const judged = this.#last.then(() => this.#judge(federation));
    this.#last = judged.catch(() => undefined);
    return judged;
  }

  /** Ends the thread, whatever it is doing: what it has not written is judged another time. What still waits for it waits for ever. */
  async close(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.close();
  }

  async #judge(federation: Pick<Federation, 'catalogue' | 'progress'>): Promise<Judged> {
    const { store, marks } = this.#place;
    let total = noneJudged();
    await takeDead(marks, (versions) => countDeaths(store, versions));
    const [pending] = await store.query(`select from version where state = 'fetched' limit 1`);
    if (!pending) return total;
    for (;;) {
      if (!this.#running || this.#running.isGone)
        this.#running = new Running(this.#place, ++this.#threads, this.#script, this.#look);
      const { judged, ended } = await this.#running.judge(federation);
      total = sumOfThreads(total, judged);
      if (!ended) return total;
      const given = await this.#blame(ended);
      if (!given) continue;
      total = sumOf(total, { ...noneJudged(), versions: 1, unreadable: 1, givenUp: [given] });
    }
  }

  /**
   * Gives up the version that ended a thread. Where it may be one of several, each is read alone from then on; one that ends a thread by a fault is too, and is set aside after some times.
   * Throws where it is no version.
   */
  async #blame({ cause, fault, inHand }: NonNullable<Run['ended']>): Promise<GivenUp | undefined> {
    const { store, budgets } = this.#place;
    const [only] = inHand;
    if (!only || inHand.length > 1 || cause === 'fault') {
      const counted = await countDeaths(store, inHand);
      if (counted > 0) return undefined;
      if (cause === 'fault') throw fault;
      const { memory } = budgets.file;
      throw new Failure(textsOf(FEDERATION_RUN, (say) => say['jobs.thread-ended']({ cause, memory })));
    }
    const allowed = cause === 'memory' ? budgets.file.memory : Math.round(secondsFor(only.size, budgets.file));
    const reason: GivenUpReason = { code: 'too-costly', over: cause, allowed };
    await giveUp(store, only.id, reason);
    const [row] = await store.query<Parameters<typeof givenUp>[0]>(
      `select resource.source, resource.title, content.sha256, version.fetched_at
       from version join resource on resource.id = version.resource join content on content.id = version.content where version.id = $1`,
      [only.id],
    );
    return row && givenUp(row, reason);
  }
}

/** A thread does not know which versions another could not judge: each counts once. */
function sumOfThreads(before: Judged, more: Judged): Judged {
  const known = new Set(before.failed.map(({ version }) => version));
  return sumOf(before, { ...more, failed: more.failed.filter(({ version }) => !known.has(version)) });
}

/** One thread, as long as it lives. */
class Running {
  readonly #worker: Worker;
  readonly #budgets: Budgets;
  readonly #calls: Calls;
  readonly #marks: readonly string[];
  /** By group. */
  readonly #inHand: Reading[][] = [];
  readonly #timer: NodeJS.Timeout;
  readonly #onExit: () => void;
  readonly #gone: Promise<void>;
  isGone = false;
  /** What was done since the call, where it is not at its end yet. */
  #judged = noneJudged();
  #call: Called | undefined;
  #cause: Cause | undefined;
  #heard = performance.now();
  #processor = process.cpuUsage();

  constructor({ store, archive, marks, budgets }: Place, number: number, script: URL, look: number) {
    this.#budgets = budgets;
    this.#calls = new Calls(store);
    this.#marks = marksIn(marks, LANES, number);
    const workerData: Beginning = { store: store.kind, archive, marks: this.#marks, budgets };
    // Nothing of what this thread was started with (a debugger) is for the other one.
    this.#worker = new Worker(script, {
      ...{ workerData, execArgv: [] },
      resourceLimits: { maxOldGenerationSizeMb: budgets.file.memory },
    });
    this.#worker.on('message', (message: FromThread) => this.#hear(message));
    this.#gone = new Promise((gone) => {
      let fault: Error | undefined;
      this.#worker.on('error', (error) => (fault = error));
      this.#worker.on('exit', (code) => {
        void this.#end(fault ?? new Error(`the thread that judges has ended (${code})`)).then(gone);
      });
    });
    this.#timer = setInterval(() => this.#look(), look).unref();
    this.#onExit = () => removeMarks(this.#marks);
    process.on('exit', this.#onExit);
    // Before all others: those that stop listening once they are asked would not be counted.
    for (const signal of SIGNALS) process.prependListener(signal, this.#onSignal);
  }

  judge({ catalogue, progress }: Pick<Federation, 'catalogue' | 'progress'>): Promise<Run> {
    return new Promise((resolve, reject) => {
      this.#judged = noneJudged();
      this.#call = { resolve, reject, progress };
      this.#heardNow();
      // The process does not end before the answer is there.
      this.#worker.ref();
      this.#tell({ judge: catalogue });
    });
  }

  async close(): Promise<void> {
    this.#call = undefined;
    await this.#worker.terminate();
    await this.#gone;
  }

  /** It ends as it was asked to: nothing is held against what it reads. A signal that nobody else listens for ends the process, as it does without this. */
  readonly #onSignal = (signal: NodeJS.Signals): void => {
    this.#stopListening();
    removeMarks(this.#marks);
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };

  #stopListening(): void {
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
  }

  #tell(message: ToThread): void {
    this.#worker.postMessage(message);
  }

  #heardNow(): void {
    this.#heard = performance.now();
    this.#processor = process.cpuUsage();
  }

  #hear(message: FromThread): void {
    this.#heardNow();
    if ('call' in message) void this.#answer(message);
    else if ('begin' in message) (this.#inHand[message.group] ??= []).push(message.begin);
    else if ('end' in message) this.#inHand[message.group] = [];
    else if ('judged' in message) this.#judged = message.judged;
    else if ('progress' in message) this.#call?.progress(message.progress);
    else if ('done' in message) this.#settle()?.resolve({ judged: message.done });
    else if ('failed' in message) {
      const error = this.#calls.errorOf(message.failed);
      this.#settle()?.reject(error);
    }
  }

  async #answer({ call, of }: Extract<FromThread, { call: number }>): Promise<void> {
    try {
      this.#tell({ answer: call, value: await this.#calls.answer(of) });
    } catch (error) {
      this.#tell({ answer: call, error: told(error, this.#calls.keyOf(error)) });
    }
  }

  /** Ends the thread where it has worked on one thing for longer than any file in hand may take. Neither a machine that is busy with other things nor one that slept counts. */
  #look(): void {
    if (!this.#call || this.#cause) return;
    const { user, system } = process.cpuUsage(this.#processor);
    const silent = Math.min(performance.now() - this.#heard, (user + system) / 1000);
    const largest = Math.max(0, ...this.#inHand.flat().map(({ size }) => size));
    const allowed = secondsFor(largest, this.#budgets.file);
    if (silent <= allowed * 1000) return;
    this.#cause = 'seconds';
    void this.#worker.terminate();
  }

  #settle(): Called | undefined {
    const call = this.#call;
    this.#call = undefined;
    this.#calls.forget();
    this.#worker.unref();
    return call;
  }

  async #end(fault: Error): Promise<void> {
    this.isGone = true;
    clearInterval(this.#timer);
    process.off('exit', this.#onExit);
    this.#stopListening();
    removeMarks(this.#marks);
    await this.#calls.end();
    const call = this.#settle();
    if ((fault as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') this.#cause ??= 'memory';
    call?.resolve({ judged: this.#judged, ended: { cause: this.#cause ?? 'fault', fault, inHand: this.#inHand.flat() } });
  }
}
