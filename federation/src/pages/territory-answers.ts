/** What pages read of the answers of the API about territories and about all there is. */

/** See the members of the same names in the description of the API. */
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
export type MonthCounts = Counts & { month: string | null };

export type FaultAnswer = { code: string; title: string; field: string; count: number; standard: string | null; url: string };

export type TerritoryName = { code: string; name: string };

export type FoundTerritory = TerritoryName & { kind: 'region' | 'departement' | 'epci' | 'commune'; parents: TerritoryName[] };

export type TerritoryAnswer = FoundTerritory & {
  collectivites: number;
  publishing: number;
  all: Counts;
  months: MonthCounts[];
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

export type SourceStateAnswer = { id: string; title: string; failed: number; held: number };

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
  months: MonthCounts[];
};

export type ManifestAnswer = { name: string; at: string; files: { name: string; size: number; count: number }[] };
