import { relative, sep } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files of tests that take longest, the longest first. One that began last would leave all cores but one with nothing to do. A file that
 * is missing here costs a few seconds and nothing else.
 */
const LONGEST = [
  'release/artefacts',
  'site/quality.browser',
  'gate/gate',
  'docs/guide-additions',
  'release/verify',
  'site/checker.browser',
  'recogniser/same',
  'diff/cli-report',
  'rules/compiled',
  'diff/cli',
  'package/package',
  'recogniser/pattern',
  'diff/cli-git',
  'validate/rules-apart',
  'diff/rules',
  'recogniser/invented-rules',
  'diff/laws',
  'recogniser/planted/planted',
  'recogniser/rules',
  'diff/budget',
  'workflows/workflows',
  'package/library',
  'recogniser/fingerprint',
  'release/verify-clone',
  'fidelity/fidelity',
  'fidelity/fidelity-by-kind',
  'strings/language',
  'generate/xsd-agreement',
  'recogniser/torture/bounds',
  'recogniser/fuzz/fuzz',
  'recogniser/torture/torture',
  'hostile/hostile',
  'hostile/command',
  'diff/cases',
  'cli/threads',
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
