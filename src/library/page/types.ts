/** What the browser's check takes and gives. All of it can be posted from a worker to its page. */
import type { Finding } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import type { Described } from '../../messages/types.ts';
import type { Detection } from '../../validate/detect.ts';
import type { RuleChoice } from '../../validate/rule-book.ts';
import type { FileVerdict } from '../../validate/types.ts';
import type { FormName } from '../../read/forms.ts';
import type { Given } from './unpacked.ts';

/** What is chosen of a check. */
export type Choices = {
  /** The version to apply, whatever the file says; reported from the file where it is not given. */
  version?: string;
  /** The rules to run besides the schema: none where it is not given. */
  rules?: RuleChoice;
  /** The language in which findings are reported; they come without words where it is not given. */
  lang?: Lang;
  /** How many findings are wanted: the others are counted all the same. */
  maxFindings?: number;
};

/** A finding, with its words where a language was chosen. */
export type DescribedFinding = Finding & { words?: Described };

/** Bytes of the file read so far, and its size where it is known. */
export type Progress = { read: number; size?: number };

export type Checked = {
  readable: true;
  form: FormName;
  /** The version that was applied, and what the file itself tells of its own. */
  version: string;
  detection: Detection;
  verdict: FileVerdict;
  /** Findings that were counted and not given, since more than `maxFindings` were there. */
  withheld: number;
};

/** `readable: false`: nothing of the file could be read, or there is no such version; `finding` says why. */
export type Outcome = Checked | { readable: false; finding: DescribedFinding };

/** What a page and its worker say to each other. Each message is of one check, by its number. */
export type ToWorker =
  | { type: 'check'; id: number; file: Given; assets: string | undefined; choices: Choices }
  /** The page is done with a batch. */
  | { type: 'taken'; id: number }
  | { type: 'abort'; id: number }
  /** Asks whether the worker still takes its turns, which it answers at once. */
  | { type: 'ping' };

export type ToPage =
  | { type: 'findings'; id: number; findings: DescribedFinding[] }
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
