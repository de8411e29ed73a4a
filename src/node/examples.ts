import { InputError } from '../finding.ts';
import { checkExamples, type ExampleFiles } from '../governance/examples.ts';
import { mutationScore, type Score } from '../governance/mutants.ts';
import { readExamples as parseExamples } from '../governance/mutants/read-examples.ts';
import { parseEquivalents } from '../governance/mutants/equivalents.ts';
import type { Problem } from '../governance/problem.ts';
import { checkText } from '../validate/text.ts';
import type { Version } from '../validate/types.ts';
import { readTree } from './build/sources.ts';
import { under } from './paths.ts';

const EQUIVALENTS = 'mutants-equivalents.yaml';

/** The example files of a version, by path in `examples/<version>/`. */
export const readExamples = (version: string): Promise<Map<string, string>> => readTree(under('examples', version));

/** What is wrong with the examples of a version, judged by its validators. */
export function exampleProblems(files: ExampleFiles, version: Version): Problem[] {
  return checkExamples(files, version.model.version, (text) => findingsOf(text, version));
}

function findingsOf(text: string, version: Version) {
  try {
    return checkText(text, version).findings.map(({ code, severity, path, params }) => ({
      code,
      severity,
      path,
      ...(code === 'schema.required' && { property: String(params['property']) }),
    }));
  } catch (error) {
    if (error instanceof InputError) return [{ code: error.code, path: '' }];
    throw error;
  }
}

/** The mutation score of a version by its JSON examples. */
export async function scoreOf({ model }: Version, files: ExampleFiles): Promise<Score> {
  const equivalents = (await readTree(under('test'), (path) => path === EQUIVALENTS)).get(EQUIVALENTS) ?? '';
  return mutationScore(model, parseExamples(files), parseEquivalents(equivalents));
}
