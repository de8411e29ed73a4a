import { locationOf, type Place } from '../model/place.ts';

/**
 * What a problem is about, for what acts on it: the message that it is made of, the place in the file (a JSON Pointer), what is missing, empty or unknown
 * there (a key, a column, the id of a text, a pattern), the code of a codelist, and the English sentence without the name of the example that it is about. Only
 * what somebody asks for is given.
 */
export type Subject = { message?: string; at?: string; name?: string; code?: string; said?: string };

/** A problem in a source of the référentiel. The sentence in each language says what to do. `paste`: lines to add to the file, as they are to stand there. */
export type Problem = { file: string; place?: Place | undefined; about?: Subject; paste?: string; fr: string; en: string };

/** Files of `schema/` by path from there (`next/marche.schema.json`, `fields/marche-objet.yaml`, …). */
export type SchemaFiles = ReadonlyMap<string, string>;

export const whereOf = ({ file, place }: Problem): string => locationOf(file, place);

/** The lines to add, from the beginning of a line so that they can be copied; nothing where there are none. */
export const pasted = ({ paste }: Problem): string => (paste === undefined ? '' : `\n${paste}`);

/** The branch from which proposals start by default. */
export const TRUNK = 'main';

/**
 * The whole command where a check, which knows of no branch, only names it. `git restore` alone puts nothing back once the change is in a commit: `base` is
 * what the proposal left.
 */
export function restoring<T extends Problem>(problem: T, base: string): T {
  const command = `git restore --source ${base} ${problem.file}`;
  const whole = (text: string, said: string) => text.replace('(git restore)', () => said);
  return { ...problem, fr: whole(problem.fr, `(« ${command} »)`), en: whole(problem.en, `(“${command}”)`) };
}
