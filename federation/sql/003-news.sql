-- What feeds of news are made of.

-- When the row was first made, and when it last changed, by the clock of whoever consolidated; those made before this was kept have the
-- time of this statement. A database that is made again has new times.
alter table search add column appeared_at timestamptz not null default now(), add column changed_at timestamptz not null default now();
alter table search alter column appeared_at drop default, alter column changed_at drop default;
-- The last changes of a buyer.
create index search_siren_sequence on search (siren, sequence);

-- The last failures of a source.
create index attempt_failed on attempt (source, id) where outcome = 'failed';
