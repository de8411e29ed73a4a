import { Worker, type WorkerOptions } from 'node:worker_threads';

/** A thread that answers calls, one after the other, in their order. */
export class Thread<Call, Answer> {
  readonly #worker: Worker;
  readonly #onEnd: (reason: Error | number) => Error;
  /** Calls that are not answered yet, the first one first. */
  readonly #waiting: { resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = [];
  /** Why there is no thread any more. */
  #ended: Error | undefined;

  /**
   * `script` answers each message with one. `onEnd` makes the error that calls throw once the thread has ended, from what it threw or its exit code. Nothing of what this thread
   * was started with (loaders of sources, a debugger) is for the other one.
   */
  constructor(script: URL, options: Omit<WorkerOptions, 'execArgv'>, onEnd: (reason: Error | number) => Error) {
    this.#onEnd = onEnd;
    this.#worker = new Worker(script, { ...options, execArgv: [] });
    this.#worker.on('message', (answer: Answer) => this.#settle(answer));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', (code) => this.#end(code));
  }

  /** `transferred`: memory of the call that this thread gives up. */
  call(call: Call, transferred: ArrayBuffer[] = []): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#ended) throw this.#ended;
      this.#worker.postMessage(call, transferred);
      this.#waiting.push({ resolve, reject });
      // A process does not end before a call is answered, and is not kept from it by a thread that nobody asks anything.
      this.#worker.ref();
    });
  }

  /** Ends it, whatever it is doing. `reason`: what later calls throw, instead of what `onEnd` makes. */
  async stop(reason?: Error): Promise<void> {
    this.#ended ??= reason;
    await this.#worker.terminate();
  }

  #settle(answer: Answer): void {
    const first = this.#waiting.shift();
    if (this.#waiting.length === 0) this.#worker.unref();
    first?.resolve(answer);
  }

  #end(reason: Error | number): void {
    this.#ended ??= this.#onEnd(reason);
    for (const { reject } of this.#waiting.splice(0)) reject(this.#ended);
  }
}
