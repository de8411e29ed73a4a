import { disagreements } from '../runner/agreement.ts';
import type { DataFile } from '../runner/data-files.ts';
import { WrongExit } from '../runner/measure.ts';
import { fileOf, type Answer, type Program } from '../runner/programs.ts';
import { expected } from './expected.ts';
import { PEERS, type SideId } from './sides.ts';
import { tooHungry } from './sourcemeta.ts';
import type { Said } from './types.ts';

/** What a program says when a file is too big for it, and not when it judges the file otherwise. */
const DEATHS = [
  /^.*Cannot create a string longer than.*$/m,
  /^.*ERR_STRING_TOO_LONG.*$/m,
  /^.*heap out of memory.*$/m,
  /^.*(?:bad_alloc|Array buffer allocation failed|Invalid string length).*$/m,
];

/**
 * What each side says of a file, after Ajv record by record. Throws when two of them, or the generator, do not agree on what they both tell:
 * then times would compare different work. A peer that cannot read so big a file is left with its last words.
 */
export function agree(file: DataFile, sides: ReadonlyMap<SideId, Program>, truth: Pick<Program, 'answer'> = expected): Said[] {
  const first: Said = { file: fileOf(file), program: 'Ajv, record by record', exit: 0, answer: truth.answer(file) };
  const said = [first, ...[...sides].filter(([id]) => id !== 'empty').map(([id, program]) => asked(file, id, program))];
  const answers = said.flatMap(({ program, answer }): [string, Answer][] => (answer ? [[program, answer]] : []));
  const faults = disagreements(file, Object.fromEntries(answers));
  if (faults.length > 0) throw new Error(`${file.path}\n  ${faults.join('\n  ')}`);
  return said;
}

function asked(file: DataFile, id: SideId, program: Program): Said {
  const { name, exit } = program.command(file);
  const said = { file: fileOf(file), program: name };
  const hungry = id === 'sourcemeta' ? tooHungry(file.bytes) : undefined;
  if (hungry !== undefined) return { ...said, exit: null, died: hungry };
  try {
    return { ...said, exit, answer: program.answer(file) };
  } catch (error) {
    const died = PEERS.has(id) && error instanceof WrongExit ? lastWords(error.said) : undefined;
    if (died === undefined) throw error;
    return { ...said, exit: (error as WrongExit).status, died };
  }
}

/** The line in which a program says that a file is too big; undefined when it ended for another reason. */
export function lastWords(said: string): string | undefined {
  const line = DEATHS.map((death) => death.exec(said)?.[0]).find((found) => found !== undefined);
  return line?.trim().replaceAll(/\s+/g, ' ');
}
