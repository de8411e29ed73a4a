import type { DataPlan } from './generator/data.ts';
import { disagreements } from './runner/agreement.ts';
import { dataFile, type DataFile } from './runner/data-files.ts';
import { measure } from './runner/measure.ts';
import { KINDS, MANY, readOptions, type BenchOptions, type Kind } from './runner/options.ts';
import { comparePairs } from './runner/pairs.ts';
import { ajvCli, decp, jsonParse, notReady, recordRules, withoutRules, type Program } from './runner/programs.ts';
import { extent, megabytes, ratio, seconds, verdict, writeResults, type Compared, type MemoryTrial } from './runner/results.ts';

/** Resident bytes that checking a file of any size may take, if nothing has to be kept of each record. */
const MEMORY_LIMIT = 150e6;

/**
 * The rules on duplicates keep the fingerprint of each record and that of its key, of at most 34 bytes each: so two million records
 * must hold in 300 MB, what the program takes without them included.
 */
const BYTES_A_RECORD = 75;

/** CPU of `decp` with the rules on records, as a multiple of that without, on clean data of at least `RULES_SIZE` MB: less would measure the start. */
const RULES_LIMIT = 1.6;
const RULES_SIZE = 200;

/** Programs that are compared. */
type Sides = readonly [ours: Program, theirs: Program];

const AGAINST_PARSE: Sides = [withoutRules, jsonParse];
const AGAINST_AJV: Sides = [withoutRules, ajvCli];
const RECORD_RULES: Sides = [recordRules, withoutRules];
const ALL_RULES: Sides = [decp, withoutRules];

/** ajv-cli is out of the comparison on very dirty files: its time grows with the square of the errors. */
const SIDES: Record<Kind, Sides[]> = {
  clean: [AGAINST_PARSE, AGAINST_AJV, RECORD_RULES, ALL_RULES],
  pretty: [AGAINST_PARSE, AGAINST_AJV],
  dirty5: [AGAINST_PARSE, AGAINST_AJV, RECORD_RULES, ALL_RULES],
  dirty60: [AGAINST_PARSE],
};

/** Compares `decp validate` with its peers and with itself, and tries its memory; gives the exit code. */
export async function benchValidate(args: string[]): Promise<number> {
  const options = readOptions(args);
  const lacking = notReady();
  if (lacking !== undefined) {
    console.error(lacking);
    return 2;
  }
  const compared = options.kinds.flatMap((kind) => compareOn(kind, options));
  const memory = [...tryMemory(options), ...tryMany(options)];
  await writeResults({ pairs: options.pairs, compared, memory });
  console.log('→ bench/RESULTS.md');
  const kept =
    compared.every(({ comparison, limit = Infinity }) => comparison.cpu.median <= limit) &&
    memory.every(({ peak, limit }) => peak < limit);
  return kept ? 0 : 1;
}

function generated(kind: string, plan: DataPlan): DataFile {
  const file = dataFile(plan);
  console.log(`${kind} ${extent(plan)} : ${file.path}\n  SHA-256 ${file.sha256}`);
  return file;
}

function compareOn(kind: Kind, { megabytes: size, seed, pairs }: BenchOptions): Compared[] {
  const file = generated(kind, { ...KINDS[kind], megabytes: size, seed });
  const found = sameAnswers(file, [withoutRules, ...new Set(SIDES[kind].flat())]);
  return SIDES[kind].map((sides) => {
    const [ours, theirs] = sides.map((program) => program.command(file)) as [Compared['ours'], Compared['theirs']];
    const comparison = comparePairs(ours, theirs, pairs);
    const { cpu, wall, others } = comparison;
    const limited = sides === RECORD_RULES && kind === 'clean' && size >= RULES_SIZE;
    console.log(
      `  ${ours.name} / ${theirs.name} : CPU ${ratio(cpu)}, durée ${ratio(wall)}, autres programmes ${others.toFixed(2)} processeur` +
        (limited ? `, ${verdict(cpu.median <= RULES_LIMIT)} : limite ${RULES_LIMIT}` : ''),
    );
    return { file, kind, ours, theirs, found, comparison, ...(limited && { limit: RULES_LIMIT }) };
  });
}

/** The number of findings on which all agree. Throws when they do not agree: then times would compare different work. */
function sameAnswers(file: DataFile, programs: readonly Program[]): string {
  const answers = Object.fromEntries(programs.map((program) => [program.command(file).name, program.answer(file)]));
  const faults = disagreements(file, answers);
  if (faults.length > 0) throw new Error(`${file.path}\n  ${faults.join('\n  ')}`);
  return String(answers[withoutRules.command(file).name]?.findings ?? 0);
}

function tryMemory({ memory, seed }: BenchOptions): MemoryTrial[] {
  if (memory === 0) return [];
  const file = generated('clean', { ...KINDS.clean, megabytes: memory, seed });
  return [tryOn(file, 'clean', withoutRules, MEMORY_LIMIT), tryOn(file, 'clean', decp, limitWithRules(file))];
}

function tryMany({ records = MANY, seed }: BenchOptions): MemoryTrial[] {
  if (records === 0) return [];
  const file = generated('minimal', { ...KINDS.clean, records, seed });
  return [tryOn(file, 'minimal', decp, limitWithRules(file))];
}

const limitWithRules = (file: DataFile): number => MEMORY_LIMIT + BYTES_A_RECORD * (file.marche + file['contrat-concession']);

function tryOn(file: DataFile, kind: string, program: Program, limit: number): MemoryTrial {
  sameAnswers(file, [program]);
  const command = program.command(file);
  const { wall, cpu, peak } = measure(command);
  console.log(
    `  ${verdict(peak < limit)} : ${command.name}, ${megabytes(peak)} de mémoire au plus haut, limite ${megabytes(limit)} (${seconds(wall)})`,
  );
  return { file, kind, command, wall, cpu, peak, limit };
}
