-- What the federation knows, as a projection of its archive: every table can be made again from the archive and the catalogue (`rebuild`).
-- The same statements run on PGlite and on PostgreSQL 15 or later.

-- A file that a source publishes: a resource of data.gouv.fr, or an address of the catalogue.
create table resource (
  id int generated always as identity primary key,
  source text not null,
  dataset text not null,
  -- The id of the resource on data.gouv.fr, or its address.
  name text not null unique,
  title text not null,
  format text not null,
  -- 'added': each version adds records to those before it (daily files at one address); 'replaced': each version stands for all.
  updates text not null check (updates in ('added', 'replaced')),
  -- What 'updates' was when its versions were judged: where the catalogue says another since, they are judged again.
  judged_as text,
  url text not null,
  -- What the last complete check saw: etag, lastModified, checksum, size, and what the portal says of the file.
  signals jsonb not null default '{}',
  checked_at timestamptz,
  -- When the bytes were last fetched whole, whatever the signals said.
  fetched_at timestamptz,
  -- Since when its dataset no longer lists it.
  gone_at timestamptz
);

-- One request for data, whatever became of it.
create table attempt (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  source text not null,
  resource int references resource,
  url text not null,
  -- Null where no answer came.
  status int,
  bytes bigint not null default 0,
  milliseconds int not null,
  -- Of a list of the portal: 'listed', 'failed'; of a resource: 'fetched', 'unchanged', 'same', 'failed'.
  outcome text not null,
  -- The kind of error, such as 'timeout', 'truncated', 'firewall'.
  error text,
  detail text
);
create index attempt_resource on attempt (resource, id);

-- When the next request may go to a host, for all workers.
create table host (
  name text primary key,
  next_at timestamptz not null default 'epoch',
  -- Set by Retry-After.
  closed_until timestamptz not null default 'epoch'
);
create table host_connection (
  host text not null,
  worker uuid not null,
  until timestamptz not null,
  primary key (host, worker)
);

-- Bytes in the archive, by their sum.
create table content (
  id int generated always as identity primary key,
  -- SHA-256 of the bytes, in hexadecimal.
  sha256 text not null unique,
  size bigint not null,
  packed bigint not null
);

-- A content of a resource, at the time when it was first fetched.
create table version (
  id int generated always as identity primary key,
  resource int not null references resource,
  content int not null references content,
  fetched_at timestamptz not null,
  -- 'fetched': not judged yet; 'accepted'; 'held' by the guard; 'unreadable': no record could be read.
  state text not null default 'fetched' check (state in ('fetched', 'accepted', 'held', 'unreadable')),
  -- What the guard counted; why nothing could be read, or not all.
  reason jsonb,
  -- The share of contracts lost that its source has to allow, as the guard measures it ('Infinity' where only 'accept' does): where the catalogue says another thing since
  -- than it did when the version was judged, it is judged again.
  loss double precision not null default 0,
  form text,
  -- The version of the standard that it was judged by.
  standard text,
  unique (resource, fetched_at)
);
create index version_content on version (content);

-- What the engine says of a record: few, since records share them.
create table verdict (
  id int generated always as identity primary key,
  hash uuid not null unique,
  standard text not null,
  valid boolean not null,
  -- Whether it may be another on a later day (a date in the future).
  timed boolean not null,
  -- [{"code", "severity", "field", "count"}], by code and field.
  findings jsonb not null
);

-- The distinct records. Here and in `sighting` there are no references to other tables: a first load would spend much of its time on checking them for each row.
create table record (
  -- The first 16 bytes of the SHA-256 of its kind, the standard and its text.
  hash uuid primary key,
  -- Equal for records that differ by the order of their members alone.
  sameness uuid not null,
  -- Hash of the consolidation key; null where a part of it is missing.
  key uuid,
  kind text not null check (kind in ('marche', 'contrat-concession')),
  standard text not null,
  verdict int not null,
  valid boolean not null,
  -- The day on which it was judged.
  judged date not null,
  buyer text,
  number text,
  -- The last day of publication: of the record, of its modifications, of its acts.
  published date,
  -- The year of notification (marché) or signature (concession); 0 where it cannot be read.
  year smallint not null,
  -- Modifications and acts.
  changes int not null,
  -- Values that are neither null nor empty.
  fullness int not null,
  -- JSON without blanks between its tokens.
  body text not null
);
-- The text of a record of 2 kB or more stands apart from what consolidation reads of all; PostgreSQL never moves that of a smaller one.
alter table record set (toast_tuple_target = 128);
create index record_key on record (key);
-- What snapshots list as rejected.
create index record_rejected on record (hash) where not valid or key is null;

-- The records of a version, in the order of its file.
create table listing (
  version int primary key references version,
  records uuid[] not null,
  -- The verdict on each, on the day when the version was judged.
  verdicts int[] not null,
  -- Findings about the file, not about one record: [{"code", "severity", "field", "count"}].
  around jsonb not null default '[]'
);

-- Where a record is published now: in how many places of a resource, and since which version.
create table sighting (
  record uuid not null,
  resource int not null,
  times int not null,
  since int not null,
  primary key (record, resource)
);
create index sighting_resource on sighting (resource);

-- Keys of contracts to consolidate again. Written in the transaction that changes sightings, or the source of a resource, so that a consolidation sees both or neither.
create table dirty (key uuid not null);

-- The priorities that contracts were consolidated by: where the catalogue says another, the contracts of the source are consolidated again.
create table source_priority (
  source text primary key,
  priority int not null
);

-- The consolidated contracts.
create table contract (
  key uuid primary key,
  -- Texts compared byte by byte: every database gives a snapshot the same order.
  kind text collate "C" not null,
  standard text collate "C" not null,
  year smallint not null,
  -- The record that was preferred.
  record uuid not null,
  -- The record with the modifications of others; null where it has all of them.
  body text,
  united uuid[] not null default '{}',
  -- Modifications with one id and two contents: [{"list", "id", "record"}].
  conflicts jsonb not null default '[]',
  -- No resource publishes it any longer.
  withdrawn boolean not null default false,
  -- Grows with each change, for whoever follows them.
  sequence bigint not null
);
-- The order of snapshots: the files of a standard keep each kind in a list of its own.
create index contract_order on contract (standard, year, kind, key);
create index contract_sequence on contract (sequence);
create sequence contract_change;

-- Records erased on request. Their hash stays, so that no later file brings them back.
create table tombstone (
  record uuid primary key,
  at timestamptz not null,
  reason text not null,
  -- The key that the record had: the guard counts it, so that what it holds does not depend on when a record was erased.
  key uuid
);

create table snapshot (
  id int generated always as identity primary key,
  -- SHA-256 of the names and sums of its files. Contracts may come back to what they were: two snapshots may have the same.
  hash text not null,
  name text not null unique,
  at timestamptz not null,
  -- The highest sequence of a contract in it.
  sequence bigint not null,
  -- What the tables were when it was made: while they are the same, another would be the same.
  state text not null,
  manifest jsonb not null
);
-- The contracts of the last snapshot: those of the next that are not here are new.
create table snapshot_contract (key uuid primary key);
