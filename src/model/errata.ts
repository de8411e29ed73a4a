/** Approved narrowings of a version, as data: `schema/<version>/errata.yaml`. `schema/dialect/errata.schema.json` gives their form. */
import type { Texts } from '../../packages/base/src/language.ts';

/** Why what is lost was wrong: a legal text says so; the documentation published with the format says so; it carries a name that the format does not define. */
type ErratumReason = 'legal-text' | 'own-documentation' | 'undefined-name';

/** Records of real files that the change alone would refuse, of all those measured, and how to measure again. */
export type ErratumShare = { hit: number; of: number; measured: string; command: string };

type Approved = {
  /** That of the change, as `decp diff` gives it. */
  fingerprint: string;
  /** What was approved, in words that people read: a change that is now another one, or stands at more places, is not excused. */
  change: { kind: string; path: string; direction: 'narrowed' | 'both' | 'unknown'; places?: string[] };
  title: Texts;
  approved: { who: string; when: string };
};

/** What is lost was wrong, and hardly anybody has it. */
type Narrowing = Approved & {
  kind: 'narrowing';
  reason: ErratumReason;
  source: { text: string; note?: Texts };
  /** An instance that is lost, or the part of it that matters. */
  witness: unknown;
  share: ErratumShare;
};

/** The diff could not tell; a person looked, and nothing is lost. */
type Examined = Approved & { kind: 'examined'; examination: Texts };

export type Erratum = Narrowing | Examined;

/** The part of real records that may be hit by what is still called an erratum. */
const LARGEST_SHARE = 0.01;

export const isRare = ({ hit, of }: ErratumShare): boolean => of > 0 && hit / of <= LARGEST_SHARE;
