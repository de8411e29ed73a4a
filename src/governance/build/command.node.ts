import { existsSync } from 'node:fs';
import { BUILD } from '../../messages/compiled/build.ts';
import { InputError } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { inForceOf } from '../../model/releases.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { under } from '../../host/paths.node.ts';
import { versionIndex } from '../../validate/registry.node.ts';
import { asOnlyBuild } from './lock.node.ts';
import { foundRefusals } from '../gate/found.node.ts';
import type { Problem } from '../problem.ts';
import { readSources, type Reading } from './sources.node.ts';
import { CHECKS, OF_PROGRAM, readySteps, rightSources, runSteps, secondsIn, type Step, STEPS } from './steps.node.ts';

/** `decp build`: checks all sources, builds `dist/`, then proves `next` by its examples. */
export async function runBuild(
  { lang }: { lang: Lang },
  steps: readonly Step[] = STEPS,
  read: () => Promise<Reading> = readSources,
): Promise<ExitCode> {
  if (!existsSync(under('schema', 'next'))) throw new InputError('input.not-a-clone');
  const say = BUILD[lang];
  console.log(`\n${say.begins()}\n`);
  const print = (line: string): void => {
    console.log(line);
  };
  const { problems, seconds } = await asOnlyBuild(async () => {
    const start = performance.now();
    const reading = await read();
    // Before the steps, because it takes the sum of the code that runs.
    const right = await rightSources(reading);
    const outcome = await runSteps(readySteps(steps, reading), lang, print, { start, all: allOf(reading) });
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

/** Builds what the program itself needs, and says nothing unless the sources are wrong: then what `decp build` says. */
export async function buildQuietly(lang: Lang, read: () => Promise<Reading> = readSources): Promise<ExitCode> {
  const lines: string[] = [];
  const reading = await read();
  const { problems } = await runSteps(readySteps(OF_PROGRAM, reading), lang, (line) => lines.push(line), {
    all: allOf(reading),
  });
  if (problems.length === 0) return EXIT.conforming;
  const say = BUILD[lang];
  console.log(`\n${[say.begins(), '', ...lines, '', say.stopped()].join('\n')}`);
  return EXIT.findings;
}

/** As the gate says it, so that all can be fixed in one go. */
const allOf =
  (reading: Reading) =>
  (id: string): Promise<readonly Problem[]> =>
    foundRefusals(reading, id === 'frozen');
