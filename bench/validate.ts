import type { DataPlan } from '../federation/fake/contracts/data.ts';
import { disagreements } from './runner/agreement.ts';
import { dataFile, type DataFile } from './runner/data-files.ts';
import { measure } from './runner/measure.ts';
import { KINDS, MANY, readOptions, type BenchOptions, type Kind } from './runner/options.ts';
import { comparePairs } from './runner/pairs.ts';
import { decp, notReady, recordRules, withoutRules, type Program } from './runner/programs.ts';
import { extent, megabytes, ratio, seconds, verdict, writeResults, type Compared, type MemoryTrial } from './runner/results.ts';

/** Maximum resident memory in bytes, for a file of any size, if nothing is kept per record. */
const MEMORY_LIMIT = 150e6;

/**
 * The duplicate rules keep two fingerprints per record, of at most 34 bytes each. Two million records must fit in 300 MB,
 * including the memory that the program needs without them.
 */
const BYTES_A_RECORD = 75;

/** Both are variants of our program; `speed` compares with other programs. */
type Sides = readonly [ours: Program, theirs: Program];

const SIDES: readonly Sides[] = [
  [recordRules, withoutRules],
  [decp, withoutRules],
];

/** Compares `decp validate` with and without rules, and measures its memory. Returns the exit code. */
export async function benchValidate(args: string[]): Promise<number> {
  const options = readOptions(args);
  const lacking = notReady();
  if (lacking !== undefined) {
    console.error(lacking);
    return 2;
  }
  const compared: Compared[] = [];
  for (const kind of options.kinds) compared.push(...(await compareOn(kind, options)));
  const memory = [...(await tryMemory(options)), ...(await tryMany(options))];
  await writeResults({ pairs: options.pairs, compared, memory });
  console.log('→ bench/RESULTS-validate.md');
  return memory.every(({ peak, limit }) => peak < limit) ? 0 : 1;
}

function generated(kind: string, plan: DataPlan): DataFile {
  const file = dataFile(plan);
  console.log(`${kind} ${extent(plan)} : ${file.path}\n  SHA-256 ${file.sha256}`);
  return file;
}

async function compareOn(kind: Kind, { megabytes: size, seed, pairs }: BenchOptions): Promise<Compared[]> {
  const file = generated(kind, { ...KINDS[kind], megabytes: size, seed });
  const found = sameAnswers(file, [withoutRules, recordRules, decp]);
  const compared: Compared[] = [];
  for (const sides of SIDES) {
    const [ours, theirs] = sides.map((program) => program.command(file)) as [Compared['ours'], Compared['theirs']];
    const comparison = await comparePairs(ours, theirs, pairs);
    const { cpu, wall, others } = comparison;
    console.log(
      `  ${ours.name} / ${theirs.name} : CPU ${ratio(cpu)}, durée ${ratio(wall)}, autres programmes ${others.toFixed(2)} processeur`,
    );
    compared.push({ file, kind, ours, theirs, found, comparison });
  }
  return compared;
}

/** The number of findings on which all programs agree. Throws an Error otherwise, because times would measure different work. */
function sameAnswers(file: DataFile, programs: readonly Program[]): string {
  const answers = Object.fromEntries(programs.map((program) => [program.command(file).name, program.answer(file)]));
  const faults = disagreements(file, answers);
  if (faults.length > 0) throw new Error(`${file.path}\n  ${faults.join('\n  ')}`);
  return String(answers[withoutRules.command(file).name]?.findings ?? 0);
}

async function tryMemory({ memory, seed }: BenchOptions): Promise<MemoryTrial[]> {
  if (memory === 0) return [];
  const file = generated('clean', { ...KINDS.clean, megabytes: memory, seed });
  return [await tryOn(file, 'clean', withoutRules, MEMORY_LIMIT), await tryOn(file, 'clean', decp, limitWithRules(file))];
}

async function tryMany({ records = MANY, seed }: BenchOptions): Promise<MemoryTrial[]> {
  if (records === 0) return [];
  const file = generated('minimal', { ...KINDS.clean, records, seed });
  return [await tryOn(file, 'minimal', decp, limitWithRules(file))];
}

const limitWithRules = (file: DataFile): number => MEMORY_LIMIT + BYTES_A_RECORD * (file.marche + file['contrat-concession']);

async function tryOn(file: DataFile, kind: string, program: Program, limit: number): Promise<MemoryTrial> {
  sameAnswers(file, [program]);
  const command = program.command(file);
  const { wall, cpu, peak } = await measure(command);
  console.log(
    `  ${verdict(peak < limit)} : ${command.name}, ${megabytes(peak)} de mémoire au plus haut, limite ${megabytes(limit)} (${seconds(wall)})`,
  );
  return { file, kind, command, wall, cpu, peak, limit };
}
