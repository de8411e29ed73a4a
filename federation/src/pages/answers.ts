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
  sequence: number;
  withdrawn: boolean;
  warned: boolean;
  body: Body;
};

export type FindingAnswer = { code: string; severity: 'error' | 'warning' | 'info'; field: string; count?: number };

/** A record of a contract. */
export type RecordAnswer = {
  record: string;
  state: 'selected' | 'duplicate' | 'superseded' | 'invalid' | 'unpublished';
  decidedBy: 'published' | 'changes' | 'fullness' | 'priority' | 'hash' | null;
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
