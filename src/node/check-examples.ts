import { existsSync } from 'node:fs';
import { InputError, type Lang } from '../finding.ts';
import { isSourceOfNext, scoreProblems } from '../governance/gate/forgotten.ts';
import { scoreTable } from '../governance/mutants/tell.ts';
import { whereOf, type Problem } from '../governance/problem.ts';
import type { Texts } from '../model/types.ts';
import { readTree } from './build/sources.ts';
import { everyExample, readExamples, scoreOf } from './examples.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { under } from './paths.ts';
import { loadVersion } from './registry.ts';

type Options = { mutants: boolean; lang: Lang };

/** Checks the examples of every version, and with `mutants` the score of `next`. */
export async function runCheckExamples({ mutants, lang }: Options): Promise<ExitCode> {
  if (!existsSync(under('examples', 'next'))) throw new InputError('input.not-a-clone');
  const problems: Problem[] = [];
  for await (const { version, count, problems: found } of everyExample()) {
    problems.push(...found);
    console.log(`${found.length > 0 ? '✖' : '✔'} ${version.padEnd(6)} ${SAY.examples(count)[lang]}`);
  }
  if (mutants) {
    const next = await loadVersion('next');
    const score = await scoreOf(next, await readExamples('next'));
    problems.push(...scoreProblems(score, await readTree(under('schema'), isSourceOfNext), next.model.schema));
    console.log(`\n${SAY.score[lang]}\n${scoreTable(score, lang).join('\n')}`);
  }
  for (const problem of problems) console.log(`  ✖ ${whereOf(problem)}\n    ${problem[lang]}`);
  return problems.length > 0 ? EXIT.findings : EXIT.conforming;
}

const SAY = {
  examples: (n: number): Texts => ({ fr: `${n} exemples`, en: `${n} examples` }),
  score: {
    fr: 'Le schéma abîmé de toutes les façons connues, et ce que les exemples remarquent :',
    en: 'The schema broken in every known way, and what the examples notice:',
  },
};
