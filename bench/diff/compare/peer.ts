/** A tool in a process of its own, which is ended and started again when a question takes too long or too much memory. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { MARK } from './tools.ts';

/** Seconds that a question may take, both directions; megabytes that Node may take. */
export const LIMITS = { seconds: 10, megabytes: 2048 };

export type Command = { command: string; args: string[] };

export const nodeTool = (name: string): Command => ({
  command: process.execPath,
  args: [`--max-old-space-size=${LIMITS.megabytes}`, '--import', 'tsx', new URL('tools.ts', import.meta.url).pathname, name],
});

export const pythonTool = (python: string, name: string): Command => ({
  command: python,
  args: [new URL('tools.py', import.meta.url).pathname, name],
});

export class Peer {
  readonly #command: Command;
  #child: ChildProcess | undefined;
  #lines: Interface | undefined;
  /** The line that the tool prints when it is ready: "ready", and its version if Node does not know it. */
  greeting = '';

  constructor(command: Command) {
    this.#command = command;
  }

  /** False where the tool is not installed. */
  async start(): Promise<boolean> {
    const { command, args } = this.#command;
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], cwd: new URL('../../..', import.meta.url).pathname });
    this.#child.stdin?.on('error', () => undefined);
    this.#lines = createInterface({ input: this.#child.stdout as NodeJS.ReadableStream });
    const greeting = await this.#next(60);
    this.greeting = typeof greeting === 'string' ? greeting : '';
    return this.greeting.startsWith('ready');
  }

  /** The answer, or why there is none. */
  async ask<T>(question: unknown, seconds = LIMITS.seconds): Promise<T | { refused: string }> {
    if (this.#child === undefined) await this.start();
    this.#child?.stdin?.write(`${JSON.stringify(question)}\n`);
    const reply = await this.#next(seconds);
    if (reply !== undefined) return reply as T;
    const ended = this.#child?.exitCode !== null || this.#child?.signalCode !== null;
    this.stop();
    return { refused: ended ? 'crashed' : `over ${seconds} s` };
  }

  stop(): void {
    this.#lines?.close();
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  /** The next line with the mark; undefined once the time is over or the process has ended. */
  #next(seconds: number): Promise<unknown> {
    const [child, lines] = [this.#child, this.#lines];
    return new Promise((resolve) => {
      const done = (value: unknown): void => {
        clearTimeout(timer);
        lines?.off('line', read);
        child?.off('exit', ended);
        child?.off('error', ended);
        resolve(value);
      };
      const ended = (): void => done(undefined);
      const read = (line: string): void => {
        if (line.startsWith(MARK)) done(JSON.parse(line.slice(MARK.length)));
      };
      const timer = setTimeout(ended, seconds * 1000);
      lines?.on('line', read);
      child?.on('exit', ended);
      child?.on('error', ended);
    });
  }
}
