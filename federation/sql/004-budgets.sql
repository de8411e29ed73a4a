-- How often what read the version (a process, or its thread) has ended without having been asked to: from one on it is read alone, and from some on it is set aside.
alter table version add column deaths int not null default 0;

-- Since when the archive does not have the content as it was fetched; when it was last read again to see.
alter table content add column damaged_at timestamptz;
alter table content add column checked_at timestamptz;
