-- Why the lists of the records of a contract were not united: {"code": "too-costly", "over", "allowed"}; null where they were, or where there was nothing to unite.
alter table contract add column not_united jsonb;
