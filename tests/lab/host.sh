#!/usr/bin/env bash
# PID 1 of a lab host, until it becomes tini: makes the mounts that let the host be a machine of its own. Called by namespaces.ts
# in fresh mount, PID and UTS (and network) namespaces:   host.sh DIRECTORY NAME own|shared ROOT [BINARY-TO-HIDE]...
#
# ROOT is the system of the host: / for this machine's, or a folder that debian-root.sh made, of which nothing is changed.
# DIRECTORY holds the host's own files in the places they have on a machine (etc, root, home, tmp, run, var); the rest of the
# system is seen as it is. A hidden binary becomes an empty file that cannot be run.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/cgroup.sh"
if [[ $1 != --settle ]]; then
  if [[ $3 == own ]]; then bash "$here/own-sysfs.sh"; fi
  cgroup_enter "$(cat /run/lab/id)-${1##*/}"
  exec unshare --cgroup bash "$here/host.sh" --settle "$@"
fi
dir=$2 name=$3 root=$5; shift 5
cgroup_settle "$(cat /run/lab/id)-${dir##*/}"
hostname "$name"

# Where the host's root is for now.
at=
if [[ $root != / ]]; then
  at=/mnt
  mount --bind -o ro "$root" "$at"
  for tree in proc sys dev; do mount --rbind "/$tree" "$at/$tree"; done
fi
for path in etc/libvirt etc/ssh etc/pam.d etc/passwd etc/shadow etc/group etc/hosts etc/machine-id root home tmp \
  var/lib/libvirt var/cache/libvirt var/log/libvirt; do
  [[ -e $dir/$path && -e $at/$path ]] || continue
  mount --bind "$dir/$path" "$at/$path"
done
mkdir -p "$at/tmp/.X11-unix"; mount --bind /run/lab/x11 "$at/tmp/.X11-unix"
install -m 644 /dev/null "$dir/hidden"
for binary in "$@"; do
  for place in "$at"/{usr/bin,usr/sbin,bin,sbin}; do
    if [[ -x $place/$binary ]]; then mount --bind "$dir/hidden" "$(readlink -f "$place/$binary")"; fi
  done
done
# Its own /run, in which /run/lab stays where it is.
mkdir -p "$dir/run/lab"
mount --rbind /run/lab "$dir/run/lab"
mount --rbind "$dir/run" "$at/run"
if [[ $root != / ]]; then cd "$at"; pivot_root . .; umount -l .; cd /; fi
: > "/run/lab/hosts/${dir##*/}/up"
exec tini -s -- sleep infinity
