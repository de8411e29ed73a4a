/** The data from which pages are generated, and the interface of page makers. All data are read once, by `read.node.ts`. */
import type { Lang } from '../../packages/base/src/language.ts';
import type { Explained } from '../../src/explain/types.ts';
import type { LegalTexts } from '../../src/model/citation.ts';
import type { History } from '../../src/model/history.ts';
import type { Step } from '../../src/migrate/step.ts';
import type { Impact } from '../../src/model/impact.ts';
import type { AppliedBy, Status } from '../../src/model/releases.ts';
import type { Model, Texts } from '../../src/model/types.ts';
import type { Rule } from '../../src/model/rules.ts';
import type { ReleaseRecord } from '../../src/governance/release/record.ts';
import type { DiffReport } from '../../src/report/diff/types.ts';
import type { Markdown } from './markdown.ts';

/** One entry of `schema/releases.json` as the site reads it. */
export type SiteRelease = {
  version: string;
  date?: string;
  status: Status;
  appliedBy?: AppliedBy;
  replacedBy?: string;
  expectedVersion?: string;
  legalTexts?: string[];
  effective?: { from?: string; until?: string };
  tag?: { published: boolean; note?: Texts };
  provenance?: { repository?: string; commit?: string; note?: Texts };
  files?: { path: string; bytes: number; sha256: string }[];
  artefacts?: { path: string; bytes: number; sha256: string }[];
};

/** An entry of `known-defects.yaml`. */
export type Defect = {
  id: string;
  title: Texts;
  /** A defect shown by an instance. */
  verdict?: string;
  expected?: Texts;
  /** A defect visible in the published file itself. */
  evidence?: Texts;
  instance?: { base: string; patch: { op: string; path: string; value?: unknown }[] };
  fixed?: { in: string; how: string; note: Texts };
};

/** An external list: its columns and rows as in `schema/nomenclatures/*.csv`. */
export type Nomenclature = { name: string; columns: string[]; rows: string[][] };

/** The comparison of two versions: its page and the result of `decp diff`. */
export type Comparison = { from: string; to: string; report: DiffReport };

/** A file of a version that the site serves. */
export type SiteFile = { name: string; content: Uint8Array; bytes: number; sha256: string };

export type SiteData = {
  /** Oldest first, `next` at the end. */
  models: Model[];
  releases: SiteRelease[];
  history: History;
  /** By code: what `decp explain` says. */
  explained: Explained[];
  /** The rules that judge data of each version. */
  rules: ReadonlyMap<string, Rule[]>;
  legal: LegalTexts;
  defects: ReadonlyMap<string, Defect[]>;
  /** The step that leads to each version that has one before it. */
  steps: ReadonlyMap<string, Step>;
  impact: Impact;
  /** Example files of each version, by path in `examples/<version>/`. */
  examples: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** English descriptions of codes, by codelist and code. */
  descriptions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  nomenclatures: Nomenclature[];
  comparisons: Comparison[];
  /** The downloads of each version. */
  files: ReadonlyMap<string, SiteFile[]>;
  /** A table with faults, to try the check with. */
  sample: string;
  /** The documents of our own extension of OCDS. */
  ocds: { url: string; content: string }[];
  /** Release notes of our own versions, by version and language (Markdown). */
  notes: ReadonlyMap<string, Record<Lang, string>>;
  /** The records of our own releases, by version. */
  records: ReadonlyMap<string, ReleaseRecord>;
  /** The message that a value of a field gets from the newest version: asked for by field pages. Undefined: it is accepted. */
  judge: (kind: 'marche' | 'contrat-concession', path: string, value: unknown, lang: Lang) => string | undefined;
};

/** A page in one language. `path`: where its Markdown is written, without language (`champs/objet.md`). */
export type Page = {
  path: string;
  /** Its address, with a slash at both ends; the same in both languages. */
  url: string;
  title: string;
  /** One sentence for search engines and `llms.txt`. */
  description: string;
  /** Title in the side bar, where it is a shorter one. */
  label?: string;
  /** Title of its group in the side bar, inside of its folder. */
  group?: string;
  /** Order in its folder. */
  position?: number;
  /** The deepest level of heading in its table of contents, where that is not 3. */
  contents?: number;
  body: Markdown;
};

/** A file to download, at its address (`/telechargements/codes/type-prix.csv`). */
export type Download = { url: string; content: string | Uint8Array };

/** A maker of one kind of pages. */
export type Maker = { name: string; pages: (data: SiteData, lang: Lang) => Page[]; downloads?: (data: SiteData) => Download[] };
