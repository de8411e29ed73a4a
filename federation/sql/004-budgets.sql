-- How often to read the version has failed: what read it (a process, or its thread) ended without having been asked to, or the database refused what it holds. From one on it is
-- read alone, and from some on it is set aside.
alter table version add column deaths int not null default 0;

-- Since when the archive does not have the content as it was fetched; when it was last read again to see.
alter table content add column damaged_at timestamptz;
alter table content add column checked_at timestamptz;
