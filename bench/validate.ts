import { disagreements } from './runner/agreement.ts';
import { dataFile, type DataFile } from './runner/data-files.ts';
import { measure } from './runner/measure.ts';
import { KINDS, readOptions, type BenchOptions, type Kind } from './runner/options.ts';
import { comparePairs } from './runner/pairs.ts';
import { ajvCli, decp, jsonParse, notReady, type Program } from './runner/programs.ts';
import { megabytes, ratio, seconds, writeResults, type Compared, type MemoryTrial } from './runner/results.ts';

/** Resident bytes that checking a file of any size may take. */
const MEMORY_LIMIT = 150e6;

/** ajv-cli is out of the comparison on very dirty files: its time grows with the square of the errors. */
const PEERS: Record<Kind, Program[]> = {
  clean: [jsonParse, ajvCli],
  pretty: [jsonParse, ajvCli],
  dirty5: [jsonParse, ajvCli],
  dirty60: [jsonParse],
};

/** Compares `decp validate` with its peers and tries its memory; gives the exit code. */
export async function benchValidate(args: string[]): Promise<number> {
  const options = readOptions(args);
  const lacking = notReady();
  if (lacking !== undefined) {
    console.error(lacking);
    return 2;
  }
  const compared = options.kinds.flatMap((kind) => compareOn(kind, options));
  const memory = options.memory > 0 ? tryMemory(options) : undefined;
  await writeResults({ pairs: options.pairs, compared, ...(memory && { memory }) });
  console.log('→ bench/RESULTS.md');
  return memory && memory.peak >= memory.limit ? 1 : 0;
}

function generated(kind: Kind, size: number, seed: number): DataFile {
  const file = dataFile({ ...KINDS[kind], megabytes: size, seed });
  console.log(`${kind} ${size} Mo : ${file.path}\n  SHA-256 ${file.sha256}`);
  return file;
}

function compareOn(kind: Kind, { megabytes: size, seed, pairs }: BenchOptions): Compared[] {
  const file = generated(kind, size, seed);
  const found = sameAnswers(file, PEERS[kind]);
  return PEERS[kind].map((peer) => {
    const [ours, theirs] = [decp.command(file), peer.command(file)];
    const comparison = comparePairs(ours, theirs, pairs);
    const { cpu, wall, others } = comparison;
    console.log(
      `  decp / ${theirs.name} : CPU ${ratio(cpu)}, durée ${ratio(wall)}, autres programmes ${others.toFixed(2)} processeur`,
    );
    return { file, kind, ours, theirs, found, comparison };
  });
}

/** The number of findings on which all agree. Throws when they do not agree: then times would compare different work. */
function sameAnswers(file: DataFile, peers: readonly Program[]): string {
  const answers = Object.fromEntries([decp, ...peers].map((program) => [program.command(file).name, program.answer(file)]));
  const faults = disagreements(file, answers);
  if (faults.length > 0) throw new Error(`${file.path}\n  ${faults.join('\n  ')}`);
  return String(answers['decp']?.findings);
}

function tryMemory({ memory, seed }: BenchOptions): MemoryTrial {
  const file = generated('clean', memory, seed);
  sameAnswers(file, []);
  const command = decp.command(file);
  const { wall, cpu, peak } = measure(command);
  const verdict = peak < MEMORY_LIMIT ? 'OK' : 'ÉCHEC / FAIL';
  console.log(`  ${verdict} : ${megabytes(peak)} de mémoire au plus haut, limite ${megabytes(MEMORY_LIMIT)} (${seconds(wall)})`);
  return { file, command, wall, cpu, peak, limit: MEMORY_LIMIT };
}
