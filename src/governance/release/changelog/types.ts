/** The input of the release notes. */
import type { Texts } from '../../../../packages/base/src/language.ts';
import type { Model } from '../../../model/types.ts';
import type { DiffReport } from '../../../report/diff/types.ts';

export type ReleaseNotes = {
  previous: string;
  version: string;
  /** Day of publication, AAAA-MM-JJ. */
  date: string;
  promise: Texts;
  /** The version in force, where the version reported of is a proposal that the State does not apply. */
  inForce?: string;
  report: Pick<DiffReport, 'diff' | 'decision'>;
  models: { previous: Model; next: Model };
  /** Titles of legal texts, by their identifier in `schema/legal-texts.yaml`. */
  legal: ReadonlyMap<string, Texts>;
  /** Ids of the legal texts that the release implements. */
  legalTexts: readonly string[];
  /** By fingerprint: the message for the example of a change, if the example does not show what is wrong. */
  reported: ReadonlyMap<string, Texts>;
};
