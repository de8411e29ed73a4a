import { existsSync } from 'node:fs';
import { BUILD } from '../../messages/compiled/build.ts';
import { InputError } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { inForceOf } from '../../model/releases.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { under } from '../../host/paths.node.ts';
import { versionIndex } from '../../validate/registry.node.ts';
import { asOnlyBuild } from './lock.node.ts';
import { readSources } from './sources.node.ts';
import { CHECKS, OF_PROGRAM, readySteps, rightSources, runSteps, secondsIn, type Step, STEPS } from './steps.node.ts';

/** `decp build`: checks all sources, builds `dist/`, then proves `next` by its examples. */
export async function runBuild({ lang }: { lang: Lang }, steps: readonly Step[] = STEPS): Promise<ExitCode> {
  if (!existsSync(under('schema', 'next'))) throw new InputError('input.not-a-clone');
  const say = BUILD[lang];
  console.log(`\n${say.begins()}\n`);
  const print = (line: string): void => {
    console.log(line);
  };
  const { problems, seconds } = await asOnlyBuild(async () => {
    const start = performance.now();
    const reading = await readSources();
    // Before the steps, because it takes the sum of the code that runs.
    const right = await rightSources(reading);
    const outcome = await runSteps(readySteps(steps, reading), lang, print, start);
    if (CHECKS.every(({ id }) => outcome.right.includes(id))) await right.keep(true);
    return outcome;
  });
  const end =
    problems.length > 0
      ? say.stopped()
      : say.done({ time: secondsIn(lang, seconds * 1000), inForce: inForceOf(await versionIndex()) });
  console.log(`\n${end}`);
  return problems.length > 0 ? EXIT.findings : EXIT.conforming;
}

/** Builds what the program itself needs. Throws where the sources are wrong: use `decp build` to see it reported in full. */
export async function buildQuietly(lang: Lang): Promise<void> {
  const { problems } = await runSteps(readySteps(OF_PROGRAM, await readSources()), lang, () => undefined);
  if (problems.length > 0) throw new Error(problems.map(({ file, fr }) => `${file}: ${fr}`).join('\n'));
}
