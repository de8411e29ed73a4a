/** The sources of the federation, as `federation/sources/*.yaml` declare them. */
import type { Texts } from '../../../packages/base/src/language.ts';

/**
 * How a resource changes: `daily`: each version (or each new file) adds records to those before; `yearly`, `cumulative`, `profile`: a new version of a file stands for all
 * that the file says, so that what it no longer has is withdrawn. By all of them what is rejected of a file is what its last version has wrong: what that version corrected
 * or dropped is not rejected any more (`test/federation/judge/rhythms.yaml`).
 */
export type Rhythm = 'daily' | 'yearly' | 'cumulative' | 'profile';

/** Whether the versions of a resource add up, or each stands for all. */
export type Updates = 'added' | 'replaced';

/** What a rhythm says of the versions of a resource. */
export const updatesOf = (rhythm: Rhythm): Updates => (rhythm === 'daily' ? 'added' : 'replaced');

/** A form that a source publishes in; `auto` where each file says it itself. */
export type PublishedForm = 'json' | 'xml' | 'csv' | 'xlsx' | 'ods' | 'auto';

/** A dataset of data.gouv.fr by its id, or files by their addresses. */
export type SourceDataset = {
  /** The id or the slug on data.gouv.fr; for files by address, a name that is unique in the source. */
  id: string;
  /** A title for people, as data.gouv.fr or the place where it was found gives it. */
  title?: string;
  rhythm: Rhythm;
  form: PublishedForm;
  /** Only resources whose title or address matches one of these, with `*` for any signs. All where absent. */
  only?: readonly string[];
  /** Files elsewhere than on data.gouv.fr. */
  urls?: readonly string[];
};

export type Source = {
  /** The name of its file: lower-case letters, digits and hyphens. */
  id: string;
  title: Texts;
  /** Who publishes, as on data.gouv.fr. */
  publisher: string;
  /** The id of that organisation on data.gouv.fr: `discover` looks among its datasets for new ones. */
  organization?: string;
  /** None only where `titles` says what the source is. */
  datasets: readonly SourceDataset[];
  /** Only where it is not harvested: titles of other datasets of its kind, with `*` for any signs, which `discover` does not propose. */
  titles?: readonly string[];
  /** Of two sources that publish one contract alike, the higher is preferred. 0 to 100. */
  priority: number;
  /** As data.gouv.fr names it, such as `lov2`. */
  licence: string;
  contact?: string;
  /** AAAA-MM-JJ */
  since?: string;
  /** The share of its keys (0 to 1) that a version may lose before the guard holds it. */
  guard: number;
  /** SHA-256 of contents that the guard would hold and that are right. */
  accept: readonly string[];
  /** False: known, and not harvested; the notes say why. */
  harvested: boolean;
  /** Present, and false, where its producer asked for no messages (`notices`). */
  notices?: false;
  /** Where this is known from. */
  found: readonly { where: string; date: string }[];
  notes?: Texts;
};

/** Sources by id, in the order of their ids. */
export type Catalogue = ReadonlyMap<string, Source>;

/** What holds where a source does not say it: the share of its keys that a version may lose, the priority. */
export const GUARD = 0.2;
export const PRIORITY = 50;
