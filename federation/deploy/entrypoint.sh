#!/bin/sh
# Runs the program. The address of the database has a password: it may be in a file, named by DATABASE_URL_FILE.
set -eu
if [ -n "${DATABASE_URL_FILE:-}" ]; then
  DATABASE_URL=$(cat "$DATABASE_URL_FILE")
  export DATABASE_URL
fi
exec node "$(dirname "$0")/../bin/decp-federation.js" "$@"
