import { relative, sep } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files of tests that take longest, the longest first. One that began last would leave all cores but one with nothing to do. A file that
 * is missing here costs a few seconds and nothing else.
 */
const LONGEST = [
  'docs/guide-additions',
  'docs/guide-changes',
  'rules/compiled',
  'fidelity/fidelity-by-kind',
  'diff/cli-report',
  'gate/gate',
  'cli/malformed',
  'diff/cli-git',
  'governance/rule-mutants',
  'diff/laws-planted',
  'fidelity/fidelity',
  'diff/laws',
  'browser/check',
  'rules/compiled-concession',
  'generate/xsd-agreement',
  'validate/rules-apart',
  'diff/budget',
  'governance/mutants',
  'cli/generate',
  'diff/cli',
  'package/package',
].map((name) => `test/${name}.test.ts`);

/** Orders the files of a fresh clone, where vitest does not know yet how long each takes. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    return others
      .map((file) => ({ file, rank: rankOf(relative(this.ctx.config.root, file.moduleId)) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ file }) => file);
  }
}

function rankOf(path: string): number {
  const rank = LONGEST.indexOf(path.replaceAll(sep, '/'));
  return rank < 0 ? LONGEST.length : rank;
}
