/** What pages read of the answers of the API. */
import type { RecordKind } from '../../../src/model/kinds.ts';

export type PageAnswer<T> = {
  items: T[];
  next: string | null;
  partial?: boolean;
  count?: { value: number; exact: boolean };
};

export type Body = Readonly<Record<string, unknown>>;

export type ContractAnswer = {
  key: string;
  kind: RecordKind;
  standard: string;
  record: string;
  sources: string[];
  firstPublished: string | null;
  lastPublished: string | null;
  united: string[];
  conflicts: { list: string; id: unknown; record: string }[];
  refused: string[] | null;
  reserves: { code: string; path: string }[];
  sequence: number;
  withdrawn: boolean;
  warned: boolean;
  body: Body;
};

export type FindingAnswer = {
  code: string;
  severity: 'error' | 'warning' | 'info';
  field: string;
  count?: number;
  /** Its title, and the address of its page, where the API gives them. */
  title?: string;
  url?: string;
  /** The advice on its field, where there is one. */
  fix?: string | null;
};

/** A record of a contract. */
export type RecordAnswer = {
  record: string;
  state: 'selected' | 'duplicate' | 'superseded' | 'invalid' | 'unpublished';
  decidedBy: 'published' | 'changes' | 'reserved' | 'fullness' | 'priority' | 'hash' | null;
  united: boolean;
  standard: string;
  published: string | null;
  changes: number;
  fullness: number;
  priority: number;
  judged: string;
  sources: string[];
  findings: FindingAnswer[];
  body: Body;
};

/** Where a record is published. */
export type PlaceAnswer = {
  record: string;
  resource: string;
  title: string;
  source: string;
  dataset: string;
  url: string;
  times: number;
  version: number;
  fetchedAt: string;
};

export type ListAnswer<T> = { items: T[]; partial: boolean };

/** A source of the catalogue. Counts of contracts and records: null before the first snapshot. `rejected`, `read`: in the current version of each of its files. */
export type SourceAnswer = {
  id: string;
  title: string;
  publisher: string;
  licence: string;
  priority: number;
  harvested: boolean;
  files: number;
  gone: number;
  failed: number;
  held: number;
  checkedAt: string | null;
  contracts: number | null;
  rejected: number | null;
  read: number | null;
  notes: string | null;
};

export type Reason = { code?: unknown; before?: unknown; lost?: unknown } | null;

/** What happened to a file of a source. */
export type EventAnswer = {
  at: string;
  event: 'broken' | 'restored' | 'gone' | 'accepted' | 'held' | 'unreadable';
  resource: string;
  title: string;
  version: number | null;
  records: number | null;
  reason: Reason;
  error: string | null;
  since: string | null;
};

/** A list of numbered things, the last first. */
export type NumberedAnswer<T> = { items: T[]; next: number | null };

type VersionState = 'fetched' | 'accepted' | 'held' | 'unreadable';

export type FileAnswer = {
  name: string;
  source: string;
  dataset: string;
  title: string;
  format: string;
  url: string;
  updates: 'added' | 'replaced';
  checkedAt: string | null;
  goneAt: string | null;
  failing: string | null;
  failingSince: string | null;
  acceptedAt: string | null;
  newest: { state: VersionState; reason: Reason } | null;
};

export type VersionAnswer = {
  id: number;
  fetchedAt: string;
  size: number;
  state: VersionState;
  reason: Reason;
  form: string | null;
  standard: string | null;
};

export type AttemptAnswer = {
  id: number;
  at: string;
  status: number | null;
  milliseconds: number;
  outcome: string;
  error: string | null;
};

/** What was found in a version. */
export type VerdictAnswer = {
  version: number;
  records: number;
  rejected: number;
  findings: (FindingAnswer & { standard: string; count: number })[];
  around: FindingAnswer[];
  previous: number | null;
  difference: { added: number; removed: number; changed: number } | null;
};

/** A record that no contract is made of. */
export type RejectedAnswer = {
  record: string;
  standard: string;
  buyer: string | null;
  number: string | null;
  hasKey: boolean;
  findings: FindingAnswer[];
  places: { resource: string; title: string }[];
  body: Body;
};

/** Counts of what buyers publish: see the members of the same names in the description of the API. */
export type Counts = {
  contracts: number;
  amount: number;
  dated: number;
  timely: number;
  days: number;
  warned: number;
  rejected: number;
};

/** `month`: AAAA-MM-01, null for what names no day of publication. */
export type MonthAnswer = Counts & { month: string | null };

/** An error of rejected records: `count` of them have it. */
export type FaultAnswer = { code: string; title: string; field: string; count: number; standard: string | null; url: string };

export type BuyerAnswer = {
  id: string;
  siren: string;
  name: string | null;
  territory: string | null;
  all: Counts;
  months: MonthAnswer[];
  faults: FaultAnswer[];
  establishments: (Counts & { buyer: string; last: string | null })[];
  sources: string[];
  partial: boolean;
};

/** A change of a contract. */
export type ChangeAnswer = { at: string; change: 'new' | 'changed' | 'withdrawn'; content: string; contract: ContractAnswer };

export type TerritoryName = { code: string; name: string };

export type FoundTerritory = TerritoryName & { kind: 'region' | 'departement' | 'epci' | 'commune'; parents: TerritoryName[] };

export type TerritoryAnswer = FoundTerritory & {
  collectivites: number;
  publishing: number;
  all: Counts;
  months: MonthAnswer[];
  faults: FaultAnswer[];
  partial: boolean;
};

export type CollectiviteAnswer = Counts & {
  siren: string;
  name: string;
  kind: 'commune' | 'epci';
  code: string;
  population: number | null;
  publishes: boolean;
  last: string | null;
};

export type TerritorySourceAnswer = { source: string; collectivites: number; contracts: number };

export type ChangedAnswer = { added: number; changed: number; withdrawn: number; erased: number };

export type SummaryAnswer = Counts & {
  day: string;
  withdrawn: number;
  buyers: number;
  sources: { known: number; harvested: number; active: number };
  files: { ok: number; failed: number; held: number; gone: number };
  checkedAt: string | null;
  snapshot: { name: string; at: string; contracts: number; read: number; rejected: number } | null;
  today: ChangedAnswer;
  week: ChangedAnswer;
  months: MonthAnswer[];
};

export type ManifestAnswer = { name: string; at: string; files: { name: string; size: number; count: number }[] };
