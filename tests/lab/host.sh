#!/usr/bin/env bash
# PID 1 of a lab host, until it becomes tini: makes the mounts that let the host be a machine of its own. Called by host.ts in
# fresh mount, PID, UTS and IPC (and network) namespaces:   host.sh DIRECTORY NAME own|shared [BINARY-TO-HIDE]...
#
# DIRECTORY holds the host's own files in the places they have on a machine (etc, root, home, tmp, run, var); the rest of the
# machine is seen as it is. A hidden binary becomes an empty file that cannot be run.
set -euo pipefail
dir=$1 name=$2 network=$3; shift 3
hostname "$name"
if [[ $network == own ]]; then bash "$(dirname "$0")/own-sysfs.sh"; fi

for path in etc/libvirt etc/ssh etc/pam.d etc/passwd etc/shadow etc/group etc/hosts etc/machine-id root home tmp var/lib/libvirt var/cache/libvirt var/log/libvirt; do
  [[ -e $dir/$path && -e /$path ]] || continue
  mount --bind "$dir/$path" "/$path"
done
mkdir -p /tmp/.X11-unix; mount --bind /run/lab/x11 /tmp/.X11-unix
for binary in "$@"; do
  for place in /usr/bin /bin /usr/local/bin; do
    if [[ -e $place/$binary ]]; then touch "$dir/hidden"; chmod 644 "$dir/hidden"; mount --bind "$dir/hidden" "$(readlink -f "$place/$binary")"; break; fi
  done
done
# Its own /run, in which /run/lab stays where it is.
mkdir -p "$dir/run/lab"
mount --rbind /run/lab "$dir/run/lab"
mount --rbind "$dir/run" /run
: > "/run/lab/hosts/${dir##*/}/up"
exec tini -s -- sleep infinity
