-- How each attempt at a job ended, and what it did, whatever process made it: a pass is reported from these rows. They are written with the end itself, in one transaction.
create table job_end (
  -- In the order of the ends.
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  -- The job, as in `data` of the queues.
  work jsonb not null,
  -- 'again': it failed and is tried again; 'dead': it failed for good.
  outcome text not null check (outcome in ('done', 'again', 'dead')),
  -- What was done, also by an attempt that failed in the end; null where nothing is to be said of it.
  result jsonb,
  -- Why it failed.
  error jsonb
);
