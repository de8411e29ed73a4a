import type { Place } from '../model/source-text.ts';

/** A problem in a source of the référentiel. The sentence in each language says what to do. */
export type Problem = { file: string; place?: Place | undefined; fr: string; en: string };

/** Files of `schema/` by path from there (`next/marche.schema.json`, `fields/marche-objet.yaml`, …). */
export type SchemaFiles = ReadonlyMap<string, string>;

/** `file:line:column` as editors and terminals make it clickable. */
export const whereOf = ({ file, place }: Problem): string => (place ? `${file}:${place.line}:${place.column}` : file);

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
