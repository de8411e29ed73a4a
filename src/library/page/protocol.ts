/** What a page and its worker say to each other. Each message is of one check, by its number. */
import type { Choices, Outcome, Progress, ToldFinding } from './types.ts';
import type { Given } from './unpacked.ts';

export type ToWorker =
  | { type: 'check'; id: number; file: Given; assets: string | undefined; choices: Choices }
  /** The page is done with a batch. */
  | { type: 'taken'; id: number }
  | { type: 'abort'; id: number }
  /** Asks whether the worker still takes its turns, which it answers at once. */
  | { type: 'ping' };

export type ToPage =
  | { type: 'findings'; id: number; findings: ToldFinding[] }
  | { type: 'progress'; id: number; progress: Progress }
  | { type: 'done'; id: number; outcome: Outcome }
  /** The check failed and it is not the file's fault. */
  | { type: 'bug'; id: number; name: string; message: string; stack: string | undefined }
  | { type: 'pong' };

/** A worker as its page sees it, or a page as its worker does. */
export type Port = {
  postMessage(message: unknown, transfer: never[]): void;
  // Both sides have their own types of events, and a library without those of the browser names neither.
  // oxlint-disable-next-line typescript/no-explicit-any
  addEventListener(type: string, listener: (event: any) => void): void;
};
