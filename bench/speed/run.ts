import { measure, type Command } from '../runner/measure.ts';
import { comparePairs, median, middle, spread, type Comparison, type Ratio } from '../runner/pairs.ts';
import type { Subject } from '../runner/programs.ts';
import type { Row } from './rows.ts';
import type { Figures } from './types.ts';

const MEBIBYTE = 2 ** 20;

/** Measures one row on one file: two commands in turn, or the memory of one. */
export async function runRow(row: Row, commands: { ours: Command; theirs?: Command }, pairs: number): Promise<Figures> {
  const { ours, theirs } = commands;
  if (row.unit === 'peak' || theirs === undefined) return peakOf(ours, pairs);
  return figuresOf(row, await comparePairs(ours, theirs, pairs));
}

/** The command of a side; where the start of the program is what counts, nothing of ours is loaded into it. */
export const commandFor = (row: Row, command: Command, file: Subject): Command =>
  row.unit === 'wall' && file.bytes < MEBIBYTE ? { ...command, bare: true } : command;

const figuresOf = ({ unit }: Row, { ours, theirs, cpu, wall, others, pairs }: Comparison): Figures => ({
  value: unit === 'wall' ? wall : cpu,
  ours,
  theirs,
  others,
  pairs,
});

async function peakOf(command: Command, runs: number): Promise<Figures> {
  await measure(command);
  const usages = [];
  for (let run = 0; run < runs; run++) usages.push(await measure(command));
  return {
    value: inMebibytes(spread(usages.map(({ peak }) => peak))),
    ours: middle(usages),
    others: median(usages.map(({ others }) => others)),
    pairs: runs,
  };
}

const inMebibytes = ({ median, min, max }: Ratio): Ratio => ({
  median: median / MEBIBYTE,
  min: min / MEBIBYTE,
  max: max / MEBIBYTE,
});
