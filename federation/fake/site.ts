/** What the fake data.gouv.fr shows on one day, and the faults that requests meet there. */

/** The bytes of a file. */
export type Body = {
  size: number;
  /** In hexadecimal; null for files too large to be summed, which the portal does not sum either. */
  sha1: string | null;
  /** The bytes from an offset on, in pieces. */
  open(from: number): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
};

/** A resource with what the portal says of it, and the file behind it with what its server says. Times in ISO 8601. */
export type SiteResource = {
  id: string;
  title: string;
  /** The name at the end of its address. */
  file: string;
  format: string;
  mime: string | null;
  /** `file`: on the portal's own server, at an address that changes with each upload; `remote`: elsewhere, at one that does not. */
  filetype: 'file' | 'remote';
  schema: { name: string | null; version: string | null; url: string | null } | null;
  created: string;
  /** Of the portal itself, of the analysis of its crawler, of the harvest of another portal: udata says the last of them that there is. */
  modified: { internal: string; analysis: string | null; harvest: string | null };
  /** What the portal says of a file that it holds, and what its crawler says of one that it does not. */
  said: { sha1: string | null; size: number | null };
  served: {
    body: Body;
    type: string;
    etag: string | null;
    lastModified: string | null;
    /** Compressed where the client accepts it. */
    gzip: boolean;
    /** Names a coding that the bytes have, whatever the client accepts. */
    coding?: string | undefined;
  };
};

export type SiteDataset = {
  id: string;
  slug: string;
  title: string;
  organization: { id: string; name: string } | null;
  license: string;
  frequency: string;
  tags: readonly string[];
  extras: Readonly<Record<string, unknown>>;
  deleted: boolean;
  resources: readonly SiteResource[];
};

/** What a request asks for: a search of datasets, a dataset, the list of its resources (API 2), the lasting address of a file, a file, a new discussion, a discussion. */
export type Target = 'search' | 'dataset' | 'resources' | 'latest' | 'file' | 'discussions' | 'discussion';

/** Which requests meet a fault: all that fit every member that is there. */
type On = {
  to: Target;
  /** Slug of the dataset. */
  dataset?: string;
  /** Title of the resource. */
  resource?: string;
  method?: 'GET' | 'HEAD' | 'POST';
  page?: number;
  day?: number;
  /** How many of these requests meet it; all where absent. */
  first?: number;
};

/** What a request meets. Lengths in bytes. */
export type Meet =
  /** An answer with a status, and perhaps `Retry-After` in seconds. */
  | { kind: 'status'; status: number; retryAfter?: number }
  /** The page of a firewall: 200, text/html. */
  | { kind: 'firewall' }
  /** No answer at all, on a connection that stays open. */
  | { kind: 'silence' }
  /** An answer that stops after some bytes, on a connection that stays open. */
  | { kind: 'stall'; after: number }
  /** A connection that breaks after some bytes. A comment that was posted is kept all the same. */
  | { kind: 'cut'; after: number }
  /** An end after some bytes of an answer that does not say its length, as if that were all. */
  | { kind: 'short'; after: number }
  /** A Content-Length other than the length of the body, by so many bytes. */
  | { kind: 'length'; by: number }
  /** A redirection to the same address. */
  | { kind: 'loop' }
  /** A normal answer, after which the list of resources changes: one goes, comes first, or the last one comes first. */
  | { kind: 'hide'; resource: string }
  | { kind: 'reveal'; resource: string }
  | { kind: 'rotate' };

export type Fault = { on: On; meet: Meet };

export type Site = {
  /** How many items the portal puts on a page at most, whatever is asked for: it does not say so. */
  pageSize: number;
  datasets(day: number): Promise<readonly SiteDataset[]>;
  faults: readonly Fault[];
  /** Titles of resources that are not listed until a fault reveals them. */
  hidden: readonly string[];
};

/** A request that the fake received. `status`: 0 where it gave no answer. `bytes`: of the body, as sent. */
export type FakeRequest = {
  day: number;
  method: string;
  path: string;
  to: Target | null;
  status: number;
  bytes: number;
  ifNoneMatch: string | null;
  ifModifiedSince: string | null;
  range: string | null;
};

/** A discussion at a dataset, with its comments. */
export type FakeDiscussion = { id: string; title: string; dataset: string; comments: string[]; closed: string | null };

/** A running fake. `requests`: all that it received, in order. `discussions`: all that were opened, which tests may close. */
export type Fake = {
  url: URL;
  discussions: FakeDiscussion[];
  setDay(day: number): void;
  requests: readonly FakeRequest[];
  stop(): Promise<void>;
};
