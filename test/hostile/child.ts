/** A process that tries hostile files one after the other. It says before each which one it is about to try, so that whoever watches can name it. */
import { appendFileSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { FileSet } from './files.ts';
import { closeWorker, faultsOf, tidy } from './judges.ts';
import { openSet } from './sets.ts';
import { smallest } from './smallest.ts';

/**
 * Which files of which set, from `from` to before `to`. `place`: a file of four bytes that holds the number at hand; `faults`: the file to
 * which each fault goes, a line of JSON. `plant`: files that hold this text are waited over for ever, as in a loop without an end.
 */
export type Job = { set: string; seed: string; from: number; to: number; place: string; faults: string; plant?: string };

/** One fault: the number and the label of the file, what is wrong, and the smallest file found that shows it, in base64. */
export type Fault = { number: number; label: string; said: string; smallest: string };

/** After so many there is enough to look at. */
const ENOUGH = 10;

async function run({ set, seed, from, to, place, faults, plant }: Job): Promise<void> {
  const files = await openSet(set, seed);
  const opened = openSync(place, 'r+');
  const at = new Int32Array(1);
  let found = 0;
  for (let number = from; number < to && found < ENOUGH; number++) {
    at[0] = number;
    writeSync(opened, at, 0, 4, 0);
    const fault = await faultOf(files, number, plant);
    if (!fault) continue;
    found++;
    appendFileSync(faults, `${JSON.stringify(fault)}\n`);
  }
  closeWorker();
  tidy();
}

async function faultOf(files: FileSet, number: number, plant: string | undefined): Promise<Fault | undefined> {
  const file = files.file(number);
  if (plant !== undefined && Buffer.from(file.bytes).includes(plant))
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  const way = file.way ?? number;
  const [said] = await faultsOf(file, way);
  if (said === undefined) return undefined;
  const shows = async (bytes: Uint8Array): Promise<boolean> =>
    (await faultsOf({ ...file, bytes }, way)).some((one) => kindOf(one) === kindOf(said));
  const small = await smallest(file.bytes, shows, TRIES);
  return { number, label: file.label, said, smallest: Buffer.from(small).toString('base64') };
}

/** So often a smaller file is tried. */
const TRIES = 400;

/** What is said, without the numbers: else every file would be made smaller to the most common fault. */
const kindOf = (said: string): string => said.slice(0, 60).replaceAll(/\d+/g, '*');

await run(JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Job);
