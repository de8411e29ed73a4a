/** Checks files from a page, in a worker. Nothing is uploaded. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { LIBRARY } from '../../messages/compiled/library.ts';
import { TABLE_FORMS, WRITTEN_FORMS, type WrittenForm } from '../../model/forms.ts';
import { NoProgress } from '../../finding.ts';
import {
  COUNT,
  type Expectation,
  FLAG,
  FUNCTION,
  oneOf,
  LANG,
  type Options,
  refuseArgument,
  refuseOptions,
  TEXT,
} from '../../../packages/base/src/options.ts';
import { DAY, RULES, VERSION } from '../checks.ts';
import type { Outcome, Choices, Progress, DescribedFinding, Jobs, Port, ToPage, ToWorker } from './types.ts';
import type { Given } from './unpacked.ts';

export type CheckRequest = Choices & {
  /** Takes findings in batches, in the order of the file. The check waits for the promise returned, so that a slow page does not fill up. */
  onFindings?: (findings: DescribedFinding[]) => Promise<void> | void;
  /** Called about ten times a second. */
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
};

declare const location: { href: string };

/** One job, as the page sees it. */
class Call<J extends keyof Jobs = keyof Jobs> {
  readonly #job: J;
  readonly #id: number;
  readonly #request: CheckRequest;
  readonly #worker: Port;
  readonly #outcome: Promise<Jobs[J]>;
  #resolve!: (outcome: Jobs[J]) => void;
  #reject!: (reason: unknown) => void;
  /** Resolves when the page has handled all batches received. */
  #handled: Promise<void> = Promise.resolve();

  constructor(job: J, id: number, request: CheckRequest, worker: Port) {
    this.#job = job;
    this.#id = id;
    this.#request = request;
    this.#worker = worker;
    this.#outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  get lang(): Lang {
    return this.#request.lang ?? 'fr';
  }

  async run(file: Given, assets: string | undefined): Promise<Jobs[J]> {
    const { onFindings: _, onProgress: __, signal, ...choices } = this.#request;
    signal?.throwIfAborted();
    const stop = (): void => this.#stop(signal?.reason);
    signal?.addEventListener('abort', stop);
    try {
      await this.#start(file, assets, choices);
      return await this.#outcome;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  receive(message: Exclude<ToPage, { type: 'pong' }>): void {
    if (message.type === 'progress') this.#request.onProgress?.(message.progress);
    else if (message.type === 'bug') this.fail(errorOf(message));
    else if (message.type === 'findings') this.#take(message.findings);
    else this.#handled.then(() => this.#resolve(message.outcome as Jobs[J]), this.#reject);
  }

  fail(reason: unknown): void {
    this.#reject(reason);
  }

  /** A page that throws on a batch gets no others. */
  #take(findings: DescribedFinding[]): void {
    this.#handled = this.#handled.then(() => this.#request.onFindings?.(findings));
    this.#handled.then(
      () => this.#post({ type: 'taken', id: this.#id }),
      (error: unknown) => this.#stop(error),
    );
  }

  #stop(reason: unknown): void {
    this.#post({ type: 'abort', id: this.#id });
    this.fail(reason);
  }

  async #start(file: Given, assets: string | undefined, choices: Choices): Promise<void> {
    const { href } = location;
    const message = { type: this.#job, id: this.#id, assets: assets && new URL(assets, href).href, choices } as const;
    // A Blob is only a reference to bytes; a stream is transferred to the worker.
    try {
      this.#post({ ...message, file }, file instanceof Blob ? [] : [file]);
    } catch (error) {
      // Some browsers cannot transfer a stream. A large Blob is kept on disk.
      if (file instanceof Blob || !(error instanceof DOMException) || error.name !== 'DataCloneError') throw error;
      this.#post({ ...message, file: await new Response(file).blob() });
    }
  }

  #post(message: ToWorker, transfer: unknown[] = []): void {
    this.#worker.postMessage(message, transfer as never[]);
  }
}

/** The error of the worker, as if it had been thrown here. */
function errorOf({ name, message, stack }: Extract<ToPage, { type: 'bug' }>): Error {
  const error = new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}

export type { DescribedChange } from '../../fix/types.ts';
export type {
  Checked,
  Choices,
  Converted,
  Corrected,
  MigratedFile,
  Outcome,
  Progress,
  DescribedFinding,
  Unreadable,
} from './types.ts';
export type { Given } from './unpacked.ts';

declare const Worker: new (address: URL, options: { type: 'module'; name: string }) => CheckWorker;

/** The part of `Worker` that is used. */
export type CheckWorker = Port & { terminate(): void };

export type CheckerOptions = {
  /** URL at which `versions/` and `rules/` of the package's `dist/` are served, with a slash at the end; by default the folder above the worker's. */
  assets?: string;
  /** Starts the worker, where its script is not beside this file. */
  worker?: () => CheckWorker;
};

export type Checker = {
  /**
   * Checks one file (compressed with gzip or not); several may be checked at a time.
   * Rejects with the reason of `signal` where it aborts, with a TypeError or a RangeError for a wrong file or request, else only for a bug or
   * for an asset that could not be loaded.
   */
  check(file: Given, request?: CheckRequest): Promise<Outcome>;
  /** Corrects the certain values of a file and checks the result. Rejects as `check` does; no finding is passed to the request. */
  fix(file: Given, request?: CheckRequest): Promise<Jobs['fix']>;
  /** Converts a file to the form `to` of the request, and checks it meanwhile. Rejects as `check` does; no finding is passed to the request. */
  convert(file: Given, request: CheckRequest & { to: WrittenForm }): Promise<Jobs['convert']>;
  /**
   * Brings a file to the version `toVersion` of the request, which gets the findings. `version` is that of the data, detected where it is not given. Rejects as
   * `check` does.
   */
  migrate(file: Given, request: CheckRequest & { toVersion: string }): Promise<Jobs['migrate']>;
  /** Ends the worker. Checks that are under way reject. */
  close(): void;
};

/** Milliseconds between two pings to a busy worker, and how many it may leave unanswered: a large workbook blocks it for a while. */
const PING = 10_000;
const MOST_UNANSWERED = 9;

const SIGNAL: Expectation = {
  ...textsOf(LIBRARY, (say) => say.signal()),
  accepts: (value) => value instanceof AbortSignal,
};

const FILE: Expectation = {
  ...textsOf(LIBRARY, (say) => say.file()),
  accepts: (value) => value instanceof Blob || value instanceof ReadableStream,
};

const BLOB: Expectation = { ...FILE, accepts: (value) => value instanceof Blob };

const OF_CHECKER: Options = { assets: TEXT, worker: FUNCTION };

const OF_JUDGING: Options = { version: VERSION, rules: RULES, date: DAY, lang: LANG };

/** The options of each job. */
const OF_JOB: Readonly<Record<keyof Jobs, Options>> = {
  check: { ...OF_JUDGING, maxFindings: COUNT, inForm: FLAG, onFindings: FUNCTION, onProgress: FUNCTION, signal: SIGNAL },
  fix: { ...OF_JUDGING, signal: SIGNAL },
  convert: { ...OF_JUDGING, to: oneOf(WRITTEN_FORMS.filter((form) => form !== 'package')), lossy: FLAG, signal: SIGNAL },
  migrate: {
    ...{
      version: VERSION,
      toVersion: VERSION,
      lang: LANG,
      partial: FLAG,
      missing: oneOf(TABLE_FORMS),
      complete: BLOB,
      list: FLAG,
    },
    ...{ maxFindings: COUNT, onFindings: FUNCTION, onProgress: FUNCTION, signal: SIGNAL },
  },
};

/**
 * Starts a worker that checks files. A worker that no longer answers is terminated and replaced: its checks reject. Throws a TypeError for a
 * wrong option.
 */
export function openChecker(options: CheckerOptions = {}): Checker {
  refuseOptions('openChecker', options, OF_CHECKER);
  const { assets, worker: create = startWorker } = options;
  const calls = new Map<number, Call>();
  const failAll = (reason: (lang: Lang) => Error): void => {
    for (const call of calls.values()) call.fail(reason(call.lang));
  };
  let unanswered = 0;
  const begin = (): CheckWorker => {
    const worker = create();
    worker.addEventListener('message', ({ data }: { data: ToPage }) => {
      unanswered = 0;
      if (data.type !== 'pong') calls.get(data.id)?.receive(data);
    });
    worker.addEventListener('error', ({ message }: { message?: string }) =>
      failAll(
        (lang) => new Error(message ? LIBRARY[lang]['worker.failed']({ why: message }) : LIBRARY[lang]['worker.not-started']()),
      ),
    );
    return worker;
  };
  let worker = begin();
  let timer: ReturnType<typeof setInterval> | undefined;
  const watch = (): void => {
    if (unanswered++ < MOST_UNANSWERED) {
      worker.postMessage({ type: 'ping' } satisfies ToWorker, []);
      return;
    }
    worker.terminate();
    unanswered = 0;
    worker = begin();
    const seconds = (MOST_UNANSWERED * PING) / 1000;
    failAll((lang) => new NoProgress(LIBRARY[lang]['worker.silent']({ seconds })));
  };
  let isClosed = false;
  let count = 0;
  const start = async <J extends keyof Jobs>(job: J, file: Given, request: CheckRequest = {}): Promise<Jobs[J]> => {
    refuseOptions(job, request, OF_JOB[job]);
    refuseArgument(job, 'file', file, FILE, request.lang);
    if (isClosed) throw closed(request.lang);
    const id = count++;
    const call = new Call(job, id, request, worker);
    if (calls.size === 0) {
      unanswered = 0;
      timer = setInterval(watch, PING);
    }
    calls.set(id, call as unknown as Call);
    try {
      return await call.run(file, assets);
    } finally {
      calls.delete(id);
      if (calls.size === 0) clearInterval(timer);
    }
  };
  const close = (): void => {
    isClosed = true;
    worker.terminate();
    failAll(closed);
  };
  return {
    check: (file, request) => start('check', file, request),
    fix: (file, request) => start('fix', file, request),
    convert: (file, request) => start('convert', file, request),
    migrate: (file, request) => start('migrate', file, request),
    close,
  };
}

const closed = (lang: Lang = 'fr'): Error => new Error(LIBRARY[lang].closed());

const startWorker = (): CheckWorker => new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'decp' });
