#!/usr/bin/env bash
# A throw-away PostgreSQL from Debian's packages, for tests: nothing of it is left when it is stopped.
#   scripts/test-postgres.sh start      prints the address to put into TEST_POSTGRES
#   scripts/test-postgres.sh stop
#   scripts/test-postgres.sh run CMD    starts one, runs CMD with TEST_POSTGRES set, stops it
set -euo pipefail

folder=${OSSICLE_TEST_POSTGRES:-${TMPDIR:-/tmp}/ossicle-test-postgres}
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "No PostgreSQL in /usr/lib/postgresql; install Debian's package 'postgresql'" >&2; exit 1; }

# PostgreSQL refuses to run as root.
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

free_port() {
  local port
  for port in $(shuf -i 20000-29999 -n 50); do
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return; fi
  done
  return 1
}

start() {
  stop
  mkdir -p "$folder"
  if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
  local port
  port=$(free_port)
  cd "$folder"
  as_postgres "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >"$folder/initdb.log" 2>&1 \
    || { cat "$folder/initdb.log" >&2; return 1; }
  # No fsync: the cluster lives for one test run. Many connections: hundreds of tests open stores, and what they close takes
  # the server a moment to let go.
  # By TCP alone: the path of a socket may not be long, as TMPDIR may.
  as_postgres "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 180 -o \
    "-p $port -c unix_socket_directories= -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=300" start >/dev/null \
    || { cat "$folder/log" >&2; return 1; }
  echo "postgres://postgres@127.0.0.1:$port/postgres"
}

stop() {
  [ -d "$folder/data" ] || return 0
  (cd "$folder" && as_postgres "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1) || true
  rm -rf "$folder"
}

case "${1:-}" in
  start) start ;;
  stop) stop ;;
  run)
    shift
    TEST_POSTGRES=$(start)
    export TEST_POSTGRES
    trap stop EXIT
    "$@"
    ;;
  *) sed -n '2,5p' "$0" >&2; exit 2 ;;
esac
