import { readFileSync } from 'node:fs';
import { hashValue } from '../../src/validate/hash-value.ts';
import type { DataFile } from '../runner/data-files.ts';

/** Microseconds of CPU a record, and their ratio. */
export type Speed = { parse: number; hash: number; ratio: number };

/** Records parsed before they are hashed: few enough to be still in the cache, as when a file is read. */
const BATCH = 100;
const ROUNDS = 7;

/**
 * Measures the cost of fingerprinting a record relative to JSON.parse of its text, on the records of a file. Returns the round
 * with the median ratio.
 */
export function fingerprintSpeed(file: DataFile): Speed {
  const { marches } = JSON.parse(readFileSync(file.path, 'utf8')) as { marches: Record<string, unknown[]> };
  const texts = Object.values(marches)
    .flat()
    .map((record) => JSON.stringify(record));
  round(texts); // to warm up
  const rounds = Array.from({ length: ROUNDS }, () => round(texts)).sort((a, b) => a.ratio - b.ratio);
  return rounds[ROUNDS >> 1]!;
}

function round(texts: readonly string[]): Speed {
  let [parse, hash] = [0, 0];
  for (let from = 0; from < texts.length; from += BATCH) {
    const start = cpu();
    const values = texts.slice(from, from + BATCH).map((text) => JSON.parse(text) as unknown);
    const parsed = cpu();
    for (const value of values) hashValue(value);
    hash += cpu() - parsed;
    parse += parsed - start;
  }
  return { parse: parse / texts.length, hash: hash / texts.length, ratio: hash / parse };
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
