/** Every verb of the program, in the order of its help. */
import type { ExitCode } from '../src/host/exit.ts';
import { main } from '../src/cli/main.node.ts';
import { buildVerb } from './build.ts';
import { checkExamplesVerb } from './check-examples.ts';
import { convertVerb } from './convert.ts';
import { diffVerb } from './diff.ts';
import { explainVerb } from './explain.ts';
import { generateVerb } from './generate.ts';
import { impactVerb } from './impact.ts';
import { releaseVerb } from './release.ts';
import { reportVerb } from './report.ts';
import { validateVerb } from './validate.ts';

const VERBS = [
  validateVerb,
  convertVerb,
  explainVerb,
  diffVerb,
  reportVerb,
  impactVerb,
  generateVerb,
  buildVerb,
  checkExamplesVerb,
  releaseVerb,
];

export const runVerb = (argv: readonly string[]): Promise<ExitCode> => main(argv, VERBS);
