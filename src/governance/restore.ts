import type { Problem } from './problem.ts';

/** The branch that proposals leave, where nobody named another one. */
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
