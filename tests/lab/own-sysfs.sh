#!/usr/bin/env bash
# Mounts a /sys that belongs to this network namespace. With the machine's, libvirt would list the machine's network cards as
# the host's own. The cgroups stay where they are.
set -euo pipefail
kept=$(mktemp -d /dev/shm/cgroup.XXXXXX)
mount --rbind /sys/fs/cgroup "$kept"
mount -t sysfs sysfs /sys
mount --rbind "$kept" /sys/fs/cgroup
umount -l "$kept"; rmdir "$kept"
