#!/usr/bin/env bash
# Becomes a daemon of a lab host, inside its namespaces:   daemon.sh PATH COMMAND...   writes PATH.pid and PATH.log
set -euo pipefail
source "$(dirname "$0")/cgroup.sh"
path=$1; shift
echo $$ > "$path.pid"
cgroup_join $$
exec nsenter --target 1 --cgroup -- "$@" >> "$path.log" 2>&1 < /dev/null
