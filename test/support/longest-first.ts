import { relative, sep } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The slowest test files, slowest first. A slow file that started last would leave all other cores idle. A missing entry only
 * costs a few seconds.
 */
const LONGEST = [
  'governance/release/e2e.slow',
  'governance/release/artefacts.slow',
  'site/quality.browser.slow',
  'governance/gate/gate.slow',
  'docs/guide-additions.slow',
  'governance/release/verify.slow',
  'site/checker.browser.slow',
  'fast-validate/as-published/as-published.slow',
  'fast-validate/same.slow',
  'diff/cli-report.slow',
  'rules/compiled.law',
  'diff/cli',
  'fast-validate/pattern.slow',
  'diff/cli-git.slow',
  'validate/rules-apart.slow',
  'diff/rules.slow',
  'fast-validate/invented-rules.slow',
  'schema-diff/laws.law',
  'fast-validate/planted/planted.slow',
  'fast-validate/rules.slow',
  'schema-diff/budget.slow',
  'workflows/workflows.slow',
  'cli/malformed',
  'library/package/library.slow',
  'fast-validate/fingerprint.slow',
  'governance/release/verify-clone.slow',
  'fidelity/fidelity.slow',
  'fidelity/fidelity-by-kind.slow',
  'generate/xsd-agreement.law',
  'fast-validate/torture/bounds.slow',
  'fast-validate/fuzz/fuzz.law',
  'fast-validate/torture/torture.slow',
  'hostile/hostile.slow',
  'hostile/command.slow',
  'schema-diff/cases.law',
  'cli/threads.slow',
].map((name) => `test/${name}.test.ts`);

/** Orders the files in a fresh clone, where vitest has no durations yet. */
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
