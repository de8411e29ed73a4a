import { relative, sep } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The slowest test files, slowest first. A slow file that started last would leave all other cores idle. A missing entry only
 * costs a few seconds.
 */
const LONGEST = [
  'governance/release/e2e.slow',
  'governance/gate/gate.slow',
  'site/quality.browser.slow',
  'docs/guide-additions.slow',
  'fast-validate/without.slow',
  'federation/consolidate/contracts.slow',
  'hostile/hostile.slow',
  'fast-validate/fuzz/fuzz.law',
  'governance/release/artefacts.slow',
  'federation/cli/process.slow',
  'site/several.browser.slow',
  'integrations/run.slow',
  'bench/federation/passes.slow',
  'site/checker.browser.slow',
  'federation/harvest/harvest.slow',
  'docs/site-guides.slow',
  'governance/release/verify.slow',
  'library/package/package.slow',
  'federation/fake/scenarios.slow',
  'fast-validate/torture/torture.slow',
  'federation/laws.slow',
  'federation/snapshot/kill.slow',
  'site/journey.browser.slow',
  'federation/cli/calls.slow',
  'fast-validate/pattern.slow',
  'fast-validate/as-published/as-published.slow',
  'workflows/workflows.slow',
  'site/looks.browser.slow',
  'schema-diff/laws.law',
  'library/package/library.slow',
  'fast-validate/planted/planted.slow',
  'diff/rules.slow',
  'fix/fix.law',
  'fast-validate/ahead/ahead.slow',
  'generate/xsd-agreement.law',
  'diff/cli-report.slow',
  'federation/judge/engine.slow',
  'federation/consolidate/rebuild.slow',
  'schema-diff/cases.law',
  'read/package-hostile.slow',
  'governance/release/verify-clone.slow',
  'rules/compiled.law',
  'schema-diff/automata.law',
  'diff/cli',
  'sheet/agreement',
  'generate/json-schema',
  'cli/malformed',
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
