import type { Answer } from '../runner/programs.ts';
import type { Middle, Ratio } from '../runner/pairs.ts';

/** The measurement of two commands: `value` is the ratio (or the peak in MiB) that the row asks for. */
export type Figures = {
  value: Ratio;
  ours: Middle;
  theirs?: Middle;
  /** Processors taken by other programs meanwhile. */
  others: number;
  pairs: number;
};

/** The figures of a row, or why they are missing. */
export type Result = { figures: Figures } | { died: string };

/** One row at one size. */
export type Measured = { row: string; size: number; date: string } & Result;

/** The answer of a program for a file, obtained before anything is timed. */
export type SideAnswer = { file: string; program: string; exit: number | null; answer?: Answer; died?: string };

/** A file of data: what it holds, and its SHA-256. */
export type FileFacts = {
  path: string;
  kind: string;
  size: number;
  bytes: number;
  sha256: string;
  seed: number;
  marche: number;
  concession: number;
};

/** Figures may only be in one table if all of this is equal. */
export type Context = { machine: string; build: string; seed: number; peers: Record<string, string> };

/** All that is written to `RESULTS.json`. */
export type Results = { context: Context; files: FileFacts[]; said: SideAnswer[]; measured: Measured[]; commands: string[] };
