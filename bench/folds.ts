import { parseArgs } from 'node:util';
import { fingerprintSpeed } from './folds/speed.ts';
import { dataFile } from './runner/data-files.ts';
import { measure } from './runner/measure.ts';
import { KINDS } from './runner/options.ts';

/** Resident bytes that looking for duplicates in a file of two million records may take, Node included. */
const MEMORY_LIMIT = 300e6;

/** Measures the memory of two folds over distinct records, and the time of a fingerprint; gives the exit code. */
export async function benchFolds(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { records: { type: 'string', default: '2000000' }, mb: { type: 'string', default: '30' } },
  });
  const keep = (records: number) =>
    measure({ name: 'folds', args: ['--import', 'tsx', 'bench/folds/keep.ts', String(records)], exit: 0 });
  const empty = await keep(0);
  const full = await keep(Number(values.records));
  console.log(
    `${values.records} × 2 : ${mega(full.peak)} Mo au plus haut, ${mega(empty.peak)} Mo à vide (limite : ${mega(MEMORY_LIMIT)} Mo) ; ` +
      `${(full.cpu - empty.cpu).toFixed(2)} s de CPU`,
  );
  const { parse, hash, ratio } = fingerprintSpeed(dataFile({ ...KINDS.clean, megabytes: Number(values.mb), seed: 2 }));
  console.log(
    `hashValue ${hash.toFixed(2)} µs, JSON.parse ${parse.toFixed(2)} µs par enregistrement : rapport ${ratio.toFixed(2)}`,
  );
  return full.peak < MEMORY_LIMIT ? 0 : 1;
}

const mega = (bytes: number): string => (bytes / 1e6).toFixed(0);
