-- What is published with reserves: its errors are in single modifications, acts or yearly data, and their rules say that they cost no more than these (`src/judge/loss.node.ts`).
-- A verdict with errors that are all such ones is `valid` too. For verdicts of earlier programs, the next consolidation says it.
alter table verdict add column reserved boolean not null default false;
-- The verdict on its record is such a one.
alter table contract add column reserved boolean not null default false;
-- It has reserves, which its `facts` name: its record, or the modifications of others.
alter table search add column reserved boolean not null default false;
