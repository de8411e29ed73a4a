-- What the API looks contracts up by: a projection of the contracts, which each consolidation keeps up to date once `index` was
-- called: who serves nothing does not pay for it.

-- A contract, by what can be asked of it. The texts are compared byte by byte, as cursors are.
create sequence search_change;
create table search (
  key uuid primary key,
  -- Of what the row and its line say: where it is the same, nothing is written.
  content uuid not null,
  -- Grows with each change. Assigned in the order of commits, so that whoever has seen a number has seen all before it.
  sequence bigint not null default nextval('search_change'),
  withdrawn boolean not null,
  kind text collate "C" not null,
  standard text collate "C" not null,
  record uuid not null,
  -- Its body is that of its record; otherwise `contract` has it.
  own boolean not null,
  -- The members of its line that are not its body: see `ContractFacts`.
  facts text not null,
  -- The identifier of the buyer and its first nine digits, empty where it has none.
  buyer text collate "C" not null,
  siren text collate "C" not null,
  number text collate "C" not null,
  object text not null,
  -- Empty where there is none. The first two digits are its division.
  cpv text collate "C" not null,
  division text collate "C" not null,
  nature text collate "C" not null,
  procedure text collate "C" not null,
  place text collate "C" not null,
  -- The code of the département of the place; empty where the place is larger, abroad, or not known.
  department text collate "C" not null,
  -- Of notification (marché) or signature (concession); 0001-01-01 where there is none.
  day date not null,
  -- Of the first publication that the record names.
  published date,
  -- The montant or the valeur globale; -1 where there is none.
  amount double precision not null,
  -- The verdict on its record has warnings.
  warned boolean not null,
  -- When the row was first made, and when it last changed, by the clock of whoever consolidated. A database that is made again has new times.
  appeared_at timestamptz not null,
  changed_at timestamptz not null
);
-- Its other indexes, and those of the two tables below, are made once it is filled: see `INDEXES` in `src/search/index.node.ts`.

-- Whom a contract was given to: the identifiers of its titulaires or concessionnaires.
create table search_party (
  party text collate "C" not null,
  day date not null,
  amount double precision not null,
  key uuid not null
);

-- The sources that publish a contract.
create table search_source (
  source text collate "C" not null,
  day date not null,
  key uuid not null
);

-- Contracts that are no longer known, for whoever follows changes: their record was erased, or is no longer valid.
create table search_removed (
  key uuid primary key,
  sequence bigint not null
);
create unique index search_removed_sequence on search_removed (sequence);

-- By buyer and month of publication ('0001-01-01': none): contracts, and records that were rejected.
create table search_month (
  buyer text collate "C" not null,
  siren text collate "C" not null,
  month date not null,
  contracts int not null,
  -- The sum of amounts, of contracts that have one.
  amount double precision not null,
  -- Contracts with a day of notification and one of publication that is not before it; those of them published within two months; their days between the two.
  dated int not null,
  timely int not null,
  days bigint not null,
  warned int not null,
  rejected int not null,
  -- The last day of notification.
  last date not null,
  primary key (siren, buyer, month)
);

-- By month of publication: the sums of `search_month`.
create table search_total (
  month date primary key,
  contracts bigint not null,
  amount double precision not null,
  dated bigint not null,
  timely bigint not null,
  days bigint not null,
  warned bigint not null,
  rejected bigint not null
);

-- Errors of rejected records, by buyer: how many records have each.
create table search_fault (
  buyer text collate "C" not null,
  siren text collate "C" not null,
  standard text collate "C" not null,
  code text collate "C" not null,
  field text collate "C" not null,
  records int not null,
  primary key (siren, buyer, standard, code, field)
);

-- One row, where there is to be an index: what there was when buyers were last counted, and when that was.
create table search_state (
  one boolean primary key default true check (one),
  -- Which version of the program's rows the index has; 0 until it is made for the first time.
  version int not null default 0,
  state text not null,
  at timestamptz not null,
  -- Buyers, by SIREN, of which a contract at least is published; contracts that are withdrawn.
  buyers int not null default 0,
  withdrawn int not null default 0
);

-- Rejected records by buyer.
create index record_rejected_buyer on record (buyer, hash) where not valid or key is null;
-- Which records a resource has, in their order.
drop index sighting_resource;
create index sighting_resource on sighting (resource, record);
-- The last failures of a source.
create index attempt_failed on attempt (source, id) where outcome = 'failed';
