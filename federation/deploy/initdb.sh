#!/bin/sh
# Run once by the image of PostgreSQL, when it makes the database: the role that only reads, with its password.
set -eu
run() {
  psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" "$@"
}
run --file "${ROLE_FILE:-/role.sql}"
# Not an argument, which every process could see.
run <<'SQL'
\set password `cat "$READER_PASSWORD_FILE"`
alter role decp_lecture password :'password';
SQL
