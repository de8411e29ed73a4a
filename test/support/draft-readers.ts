/** Which files of `test` name the draft of the standard, and why a draft that the gate accepts makes none of them fail. The paths begin at `test`. */

const WORD = 'it is a word there: a side of a comparison, a path or a label of what is invented';
const RESET = 'its copy puts the draft back to the newest release';
const FROZEN = 'a frozen version under the name of the draft';
const RULES = 'it checks how the rules of older versions are kept, not their content';
const COPY = 'a copy is edited, released or forecast: it holds whatever the draft is';
const LABEL = 'the number that it announces is read where it is announced';

/** Files that name it and read nothing of it as it stands, or of a copy in which nothing has changed yet. */
export const NAME_DRAFT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'cli/calls.ts',
      'cli/parse.test.ts',
      'diff/cli.test.ts',
      'diff/diff-models.test.ts',
      'docs/approval.test.ts',
      'docs/propositions.test.ts',
      'fast-validate/rules-gate.test.ts',
      'generate/random-schema.ts',
      'governance/announced.test.ts',
      'governance/editors.slow.test.ts',
      'governance/english.test.ts',
      'governance/explanations.test.ts',
      'governance/gate/drafts.ts',
      'governance/gate/judged.test.ts',
      'governance/gate/proposals.ts',
      'governance/impact/federation.slow.test.ts',
      'governance/propose/verb.test.ts',
      'governance/release/changelog.test.ts',
      'governance/release/history.test.ts',
      'governance/release/plan.test.ts',
      'governance/release/prepared.test.ts',
      'governance/release/record.test.ts',
      'governance/release/streams.test.ts',
      'governance/rules.test.ts',
      'governance/sources-read.slow.test.ts',
      'governance/wrong-trees/spoil.ts',
      'messages/cases.ts',
      'diff/rules-kit.ts',
      'migrate/coverage.slow.test.ts',
      'model/known-defects.test.ts',
      'migrate/start.test.ts',
      'report/diff-fixture.ts',
      'report/diff-places.test.ts',
      'report/diff.test.ts',
      'report/next-command.test.ts',
      'report/pull-request-sources.test.ts',
      'report/pull-request.test.ts',
      'report/verdict-changes.test.ts',
      'schema-diff/change-laws.law.test.ts',
      'schema-diff/changes-of-pairs.slow.test.ts',
      'site/check/change.test.ts',
      'support/changed.test.ts',
      'support/changed.ts',
      'support/draft-readers.ts',
      'support/draft-readers.test.ts',
      'support/engine.ts',
      'support/migrated-file.ts',
      'workflows/forms.test.ts',
    ].map((path) => [path, WORD]),
  ),
  ...Object.fromEntries(
    [
      'fast-validate/renamed.slow.test.ts',
      'governance/build/outputs.test.ts',
      'governance/build/sources.test.ts',
      'governance/migrations.test.ts',
      'report/proposals.ts',
      'rules/drafts.ts',
      'rules/versions.test.ts',
      'governance/rule-expressions.test.ts',
      'site/make/hostile-sources.test.ts',
    ].map((path) => [path, FROZEN]),
  ),
  ...Object.fromEntries(
    [
      'docs/guide.ts',
      'governance/checks.test.ts',
      'governance/gate/gate.slow.test.ts',
      'governance/propose/green.slow.test.ts',
      'governance/propose/plans.slow.test.ts',
      'governance/propose/plans.test.ts',
      'governance/propose/renamed.ts',
      'governance/propose/tree.ts',
      'governance/wrong-trees/frozen-tree.ts',
      'support/draft.ts',
    ].map((path) => [path, RESET]),
  ),
};

/** Files that read it as it stands. */
export const READ_DRAFT: Readonly<Record<string, string>> = {
  'cli/code-cache.slow.test.ts': 'the catalogue of explanations is copied, whatever it says',
  'cli/explain.test.ts': 'every rule that there is has an explanation, which the build writes; golden files show frozen examples',
  'cli/lazy.test.ts': RULES,
  'diff/cli-git.slow.test.ts': COPY,
  'diff/cli-latest.slow.test.ts': 'it is compared with the newest release, whatever comes of that',
  'diff/cli-report.slow.test.ts': COPY,
  'diff/published.slow.test.ts': 'it is compared only where no version of our own was released',
  'docs/governance.test.ts': 'the names of the columns of codelists, which a check holds',
  'docs/legal-statements.test.ts': 'what its texts said against their sources is not said again',
  'docs/readme.test.ts': 'a document of it has links that lead somewhere, as every document',
  'generate/conformite/conformite.slow.test.ts': 'what the build made of it is made again, and judged by the program itself',
  'governance/cases.test.ts': COPY,
  'governance/codelist-form.test.ts': 'its codelists have the form that a check holds',
  'governance/gate/green.night.test.ts': COPY,
  'governance/gate/published.test.ts': COPY,
  'governance/impact-file.test.ts': 'the counts that it keeps are those that the gate looks at',
  'governance/organisation.test.ts': 'its schemas stand at the address of the organisation',
  'governance/release/artefacts-provenance.slow.test.ts': COPY,
  'governance/release/artefacts.slow.test.ts': COPY,
  'governance/release/e2e.slow.test.ts': COPY,
  'governance/release/e2e/contributions.ts': COPY,
  'governance/release/rehearsal.slow.test.ts': COPY,
  'governance/release/verify.slow.test.ts': COPY,
  'library/package/package.slow.test.ts': 'only its doors are opened',
  'ocds/mapping.test.ts': 'the mapping has each of its fields, which a check holds',
  'read/xml-versions.test.ts': LABEL,
  'rules/books.test.ts': RULES,
  'site/make/reference.slow.test.ts': 'every version has its pages',
  'support/unfolded.ts': 'the examples of all versions are unfolded together; tests ask for those of frozen ones',
  'validate/detect.test.ts': LABEL,
  'validate/real-data.test.ts': 'it may be a candidate',
};

/** What names the draft: asks for it, names its files, or reads the sources as a whole. */
const NAMED =
  /'next'|\b(?:schema|examples|versions|schemas|forms|rules)\/next\b|\}next\b|\bDRAFT(?:_LABEL)?\b|'--latest'|\b(?:loadRules|ruleIndex|readSources|exampleSources)\(\)|\btreeIn\(|\bdist\/(?:explain|rules\/rules)\b/;

/** The files that name the draft, of some by their path from `test`. */
export const namingDraft = (files: ReadonlyMap<string, string>): string[] =>
  [...files].flatMap(([path, text]) => (NAMED.test(text) ? [path] : [])).sort();
