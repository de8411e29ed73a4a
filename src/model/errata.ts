/** Approved narrowings of a version, as data: `schema/<version>/errata.yaml`. `schema/dialect/errata.schema.json` gives their form. */
import type { Texts } from '../../packages/base/src/language.ts';

/** Why the data no longer accepted was wrong: by a legal text, by the documentation published with the format, or since it has a name that the format does not define. */
type ErratumReason = 'legal-text' | 'own-documentation' | 'undefined-name';

/** `hit`: records of real files that this change alone would refuse; `of`: records measured; `command` repeats the measure. */
export type ErratumShare = { hit: number; of: number; measured: string; command: string };

type Approved = {
  /** The fingerprint of the change, as `decp diff` prints it. */
  fingerprint: string;
  /** The change approved. One of another kind, or at more places, is not excused. */
  change: { kind: string; path: string; direction: 'narrowed' | 'both' | 'unknown'; places?: string[] };
  title: Texts;
  approved: { who: string; when: string };
};

/** The change refuses only data that was wrong and is rare. */
type Narrowing = Approved & {
  kind: 'narrowing';
  reason: ErratumReason;
  source: { text: string; note?: Texts };
  /** An instance that is no longer accepted, or the relevant part of it. */
  witness: unknown;
  share: ErratumShare;
};

/** The diff had no answer; a person has examined the change and found that nothing is refused. */
type Examined = Approved & { kind: 'examined'; examination: Texts };

export type Erratum = Narrowing | Examined;

/** The largest share of real records that an erratum may refuse. */
const LARGEST_SHARE = 0.01;

/** Whether a change refuses few enough records to be an erratum; false where none was measured. */
export const isRare = ({ hit, of }: ErratumShare): boolean => of > 0 && hit / of <= LARGEST_SHARE;
