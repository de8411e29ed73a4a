import type { Port, ToPage, ToWorker } from './protocol.ts';
import type { Choices, Outcome, Progress, ToldFinding } from './types.ts';
import type { Given } from './unpacked.ts';

export type CheckRequest = Choices & {
  /** Takes findings, many at a time, in the order of the file. The check waits for a promise that this gives: a slow page does not fill up. */
  onFindings?: (findings: ToldFinding[]) => Promise<void> | void;
  /** Told some ten times a second how far the check has come. */
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
};

declare const location: { href: string };

/** One check, as the page sees it. */
export class Call {
  readonly #id: number;
  readonly #request: CheckRequest;
  readonly #worker: Port;
  readonly #outcome: Promise<Outcome>;
  #resolve!: (outcome: Outcome) => void;
  #reject!: (reason: unknown) => void;
  /** Resolves when the page is done with all batches that came. */
  #handed: Promise<void> = Promise.resolve();

  constructor(id: number, request: CheckRequest, worker: Port) {
    this.#id = id;
    this.#request = request;
    this.#worker = worker;
    this.#outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  async run(file: Given, assets: string | undefined): Promise<Outcome> {
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

  hear(message: Exclude<ToPage, { type: 'pong' }>): void {
    if (message.type === 'progress') this.#request.onProgress?.(message.progress);
    else if (message.type === 'bug') this.fail(errorOf(message));
    else if (message.type === 'findings') this.#take(message.findings);
    else this.#handed.then(() => this.#resolve(message.outcome), this.#reject);
  }

  fail(reason: unknown): void {
    this.#reject(reason);
  }

  /** A page that fails on a batch has no use for the others. */
  #take(findings: ToldFinding[]): void {
    this.#handed = this.#handed.then(() => this.#request.onFindings?.(findings));
    this.#handed.then(
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
    const message = { type: 'check', id: this.#id, assets: assets && new URL(assets, href).href, choices } as const;
    // A Blob is only a reference to bytes; a stream belongs to the worker from here.
    try {
      this.#post({ ...message, file }, file instanceof Blob ? [] : [file]);
    } catch (error) {
      // Some browsers cannot hand a stream over. They keep a large Blob on disk.
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
