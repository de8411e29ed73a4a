/** The data of the report on a pull request, besides the diff itself. */
import type { Texts } from '../../../packages/base/src/language.ts';
import type { VerdictChanges, VerdictTotals } from '../../model/impact.ts';
import type { DiffReport } from '../../report/diff/types.ts';
import type { Sides } from './new-objects.ts';
import type { SourceFile } from './source-changes.ts';

/** The verdict of a version on an example: `unreadable` if it cannot be validated. */
export type ExampleVerdict = 'accepted' | 'refused' | 'unreadable';

export type JudgedExample = { file: string; before: ExampleVerdict; after: ExampleVerdict };

/** A refusal of a proposal: one sentence that says what to do, and the place, as `file:line:column`. */
type Stopped = Texts & { where: string };

/** A written proposition: its file, and the state that it gives itself (`ouverte`, `acceptée`…). */
export type Proposition = { file: string; state: string };

export type PullRequest = {
  base: string;
  /** The refusals of the proposal. */
  refusals: readonly Stopped[];
  /** From the base to the working tree. */
  change: DiffReport;
  /** From the newest release to the working tree: what the number is decided by. */
  gate: DiffReport;
  /** The two sides of `change`, from which new objects are described. */
  sides?: Sides;
  /** The edits, by file. */
  sources: readonly SourceFile[];
  /** The written propositions that it adds, edits or cites. */
  propositions: readonly Proposition[];
  examples: { count: number; changed: JudgedExample[] };
  /** The rules that it adds or changes and that judge data of published versions too: their ids, and these versions. */
  judging: readonly { id: string; versions: readonly string[] }[];
  /** Invented data that is part of the repository. */
  sample: VerdictTotals & { files: number };
  /** What `decp impact --federation` measured on a snapshot; undefined where no result was given. */
  federation?: MeasuredSnapshot;
  /** The mutation score. */
  score: { percent: number };
};

/** A result of `decp impact --federation`, as far as the page shows it. */
export type MeasuredSnapshot = Pick<VerdictChanges, 'from' | 'measured' | 'files' | 'records' | 'causes'> &
  Required<Pick<VerdictChanges, 'federation'>>;
