#!/bin/sh
# Runs a command of the federation as its services run it: as their user, on their database and in their folder. To be installed as /usr/local/bin/decp-federation, and run by root, who alone
# reads the password.
set -eu
settings=${DECP_FEDERATION_ENV:-/etc/decp-federation/env}
DECP_FEDERATION_HOME=/var/lib/decp-federation
export DECP_FEDERATION_HOME
# Line by line, as systemd reads it: an address may have signs that mean something to a shell.
while IFS= read -r line || [ -n "$line" ]; do
  case $line in
  '' | '#'*) ;;
  *) export "$line" ;;
  esac
done < "$settings"
# The folder of who calls, such as /root, may not be one that this user may enter: a path that is given is an absolute one.
cd /
exec runuser -u decp-federation -- /usr/bin/node /opt/decp/federation/bin/decp-federation.js "$@"
