/** Builds the summary of a file, as in the reports of `decp`, from the result of the check. */
import type { Checked } from '../../../src/library/page/types.ts';
import { standingOf } from '../../../src/model/releases.ts';
import type { FileSummary } from '../../../src/report/types.ts';
import type { RuleFamily } from '../../../src/model/rules.ts';
import type { RuleChoice } from '../../../src/validate/rule-book.ts';
import { verdictOf } from '../../../src/validate/verdict.ts';

/** A check that came to its end, and how it was asked for. */
export type Asked = {
  file: string;
  /** True when the visitor chose the version. */
  chosen: boolean;
  /** In the words of the version. Undefined: no rules. */
  rules: (Omit<RuleChoice, 'families'> & { families: readonly RuleFamily[] }) | undefined;
  /** Tells the content of the rules that judged the file. */
  rulesVersion: string | null;
  /** The version in force, and the newest one published here where it is another. */
  inForce: string;
  proposed: string | undefined;
};

/** The same summary as in `decp validate`; `sha256` is null if it was not computed. */
export function summaryOf(
  checked: Checked,
  { file, chosen, rules, rulesVersion, inForce, proposed }: Asked,
  sha256: string | null,
): FileSummary {
  const { form, version, detection, verdict } = checked;
  const { schemaVerdict, rules: rulesVerdict, parsed, records, counts, toReview } = verdict;
  return {
    ...{ file, format: form, version, versionChosen: chosen },
    ...standingOf({ version, chosen, candidates: detection.candidates }, inForce, proposed),
    ...{ versionDetected: detection.version, versionReason: detection.reason, sha256, parsed },
    schemaVerdict: schemaVerdict === null ? null : schemaVerdict ? 'valid' : 'invalid',
    verdict: verdictOf(verdict),
    ...{ records, counts, toReview },
    rules:
      rulesVerdict && rules && rulesVersion !== null
        ? { version: rulesVersion, ...rulesVerdict, families: rules.families, without: rules.without, date: rules.today }
        : null,
  };
}
