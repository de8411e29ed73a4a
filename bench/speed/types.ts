import type { Answer } from '../runner/programs.ts';
import type { Middle, Ratio } from '../runner/pairs.ts';

/** What two commands took, side by side: `value` is the ratio (or the peak in MiB) that the row asks for. */
export type Figures = {
  value: Ratio;
  ours: Middle;
  theirs?: Middle;
  /** Processors taken by other programs meanwhile. */
  others: number;
  pairs: number;
};

/** One row at one size: its figures, or why they are missing. */
export type Measured = { row: string; size: number; date: string } & ({ figures: Figures } | { died: string });

/** What a program said of a file before anything was timed. */
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

/** Figures may stand in one table only if all of this is the same for them. */
export type Context = { machine: string; build: string; seed: number; peers: Record<string, string> };

/** All that is written to `RESULTS.json`. */
export type Results = { context: Context; files: FileFacts[]; said: SideAnswer[]; measured: Measured[]; commands: string[] };
