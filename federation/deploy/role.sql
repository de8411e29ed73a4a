-- A role that can only read, for `serve` and `mcp`. To be run in the database of the federation, before or after the first `index`, as the user of `index` and `work`,
-- who has to be allowed to make roles; running it again changes nothing. Then give the role a password: `\password decp_lecture` in psql.
do $$
begin
  if not exists (select from pg_roles where rolname = 'decp_lecture') then
    -- Each `serve` has seven connections at most.
    create role decp_lecture login nosuperuser nocreatedb nocreaterole noinherit connection limit 42;
  end if;
end
$$;
alter role decp_lecture set default_transaction_read_only = on;
grant usage on schema public to decp_lecture;
grant select on all tables in schema public to decp_lecture;
-- Of tables that a later version of the program adds.
alter default privileges in schema public grant select on tables to decp_lecture;
