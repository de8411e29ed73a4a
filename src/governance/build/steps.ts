import type { Lang } from '../../../packages/base/src/language.ts';
import { whereOf, type Problem } from '../problem.ts';
import { restoring, TRUNK } from '../restore.ts';
import type { Texts } from '../../model/types.ts';

export type StepResult = { problems: Problem[]; note: string };

/** One line of the table of a build. A step that finds problems ends the build: what follows would only repeat them. */
export type Step = { name: Texts; run: () => Promise<StepResult> };

/** Problems printed of a step; a slip in a shared place makes hundreds. */
const SHOWN = 20;
const MORE = { fr: (n: number) => (n === 1 ? 'et un autre' : `et ${n} autres`), en: (n: number) => `and ${n} more` };

/** Runs the steps in order and prints a line for each as it ends, with its time. Gives all problems found. */
export async function runSteps(
  steps: readonly Step[],
  lang: Lang,
  print: (line: string) => void,
): Promise<{ problems: Problem[]; seconds: number }> {
  const width = Math.max(...steps.map(({ name }) => name[lang].length));
  const start = performance.now();
  for (const { name, run } of steps) {
    const before = performance.now();
    const { problems, note } = await run();
    const seconds = seconds1(performance.now() - before, lang);
    print(`  ${problems.length > 0 ? '✖' : '✔'} ${name[lang].padEnd(width)}  ${seconds.padStart(7)}  ${note}`);
    if (problems.length > 0) {
      for (const problem of problems.slice(0, SHOWN))
        print(`      ${whereOf(problem)}\n        ${restoring(problem, TRUNK)[lang]}`);
      if (problems.length > SHOWN) print(`      … ${MORE[lang](problems.length - SHOWN)}`);
      return { problems, seconds: elapsed(start) };
    }
  }
  return { problems: [], seconds: elapsed(start) };
}

const elapsed = (start: number): number => (performance.now() - start) / 1000;

/** `0,4 s` in French, `0.4 s` in English. */
export const seconds1 = (milliseconds: number, lang: Lang): string => {
  const seconds = (milliseconds / 1000).toFixed(1);
  return `${lang === 'fr' ? seconds.replace('.', ',') : seconds} s`;
};
