import { disagreements } from '../runner/agreement.ts';
import type { DataFile } from '../runner/data-files.ts';
import { WrongExit } from '../runner/measure.ts';
import { fileOf, type Answer, type Program } from '../runner/programs.ts';
import { expected, type Truth } from './expected.ts';
import { PEERS, type SideId } from './sides.ts';
import { tooHungry } from './sourcemeta.ts';
import type { SideAnswer } from './types.ts';

/** Messages of programs that run out of memory on a file. */
const DEATHS = [
  /^.*Cannot create a string longer than.*$/m,
  /^.*ERR_STRING_TOO_LONG.*$/m,
  /^.*heap out of memory.*$/m,
  /^.*(?:bad_alloc|Array buffer allocation failed|Invalid string length).*$/m,
];

/**
 * Compares the answers of all programs for a file, Ajv record by record included. Throws an Error if two of them, or the
 * generator, contradict each other, because their times would measure different work. A peer that cannot read such a large file
 * is kept with its error message.
 */
export function agree(file: DataFile, sides: ReadonlyMap<SideId, Program>, truth: Truth = expected): SideAnswer[] {
  const first: SideAnswer = { file: fileOf(file), program: 'Ajv, record by record', exit: 0, answer: truth.answer(file) };
  const outcomes = [first, ...[...sides].filter(([id]) => id !== 'empty').map(([id, program]) => asked(file, id, program))];
  const answers = outcomes.flatMap(({ program, answer }): [string, Answer][] => (answer ? [[program, answer]] : []));
  const faults = disagreements(file, Object.fromEntries(answers));
  if (faults.length > 0) throw new Error(`${file.path}\n  ${faults.join('\n  ')}`);
  return outcomes;
}

function asked(file: DataFile, id: SideId, program: Program): SideAnswer {
  const { name, exit } = program.command(file);
  const common = { file: fileOf(file), program: name };
  const hungry = id === 'sourcemeta' ? tooHungry(file.bytes) : undefined;
  if (hungry !== undefined) return { ...common, exit: null, died: hungry };
  try {
    return { ...common, exit, answer: program.answer(file) };
  } catch (error) {
    const died = PEERS.has(id) && error instanceof WrongExit ? lastWords(error.output) : undefined;
    if (died === undefined) throw error;
    return { ...common, exit: (error as WrongExit).status, died };
  }
}

/** The line of the output that says that the file is too large; undefined if the program ended for another reason. */
export function lastWords(output: string): string | undefined {
  const line = DEATHS.map((death) => death.exec(output)?.[0]).find((found) => found !== undefined);
  return line?.trim().replaceAll(/\s+/g, ' ');
}
