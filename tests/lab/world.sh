#!/usr/bin/env bash
# The lab world: one network, mount, PID and IPC namespace in which every test host, guest, X server and browser lives.
#
#   tests/lab/world.sh COMMAND [ARGUMENT]...        for example
#   tests/lab/world.sh npx vitest run --config tests/integration/vitest.config.ts tests/integration/lab.test.ts
#
# Nothing of it can be seen from outside, and nothing outlives it: when COMMAND ends, or whoever started this script dies,
# the kernel ends every process in the world and forgets its mounts and links. Needs root and the packages of tests/runner/packages.mjs.
#
# In the world: only the loopback and the bridge lab0 (10.77.0.1/24, remote hosts hang on it) exist; /run is empty, so the machine's
# own libvirt, D-Bus and sshd cannot be reached; /tmp is empty; /etc/passwd has root with another home, so that ~/.ssh is never
# touched, and the unprivileged user `desk`. Everything the lab makes is in /run/lab, which is memory:
#   /run/lab/repo      this repository, readable by desk wherever it is cloned
#   /run/lab/electron  the Electron runtime for tests      /run/lab/bin/node  the Node that runs the tests
#   /run/lab/hosts/N   one host (see host.ts)              /run/lab/x11       the X servers' sockets
#   /run/lab/roots/S   the Debian S for hosts of another libvirt, if debian-root.sh made one
set -euo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)

if [[ ${1:-} != --inside ]]; then
  [[ $(id -u) == 0 ]] || { echo "lab: needs root" >&2; exit 1; }
  [[ $# -gt 0 ]] || { sed -n '2,16p' "$0"; exit 2; }
  if [[ -n ${GUESTHOUSE_LAB:-} && -d /run/lab/hosts ]]; then exec "$@"; fi
  source "$repo/tests/lab/cgroup.sh"; cgroup_tidy
  exec setpriv --pdeathsig KILL unshare --net --mount --pid --ipc --fork --mount-proc --kill-child \
    tini -s -- bash "$0" --inside "$PWD" "$@"
fi
shift; cwd=$1; shift

electron=${ELECTRON_OVERRIDE_DIST_PATH:-$repo/node_modules/electron/dist}
node=$(readlink -f "$(command -v node)")
roots=${XDG_CACHE_HOME:-$HOME/.cache}/guesthouse-lab

mount -t tmpfs -o mode=1777 shm /dev/shm
lab=/dev/shm/lab; mkdir "$lab"
mount -t tmpfs -o mode=755 lab "$lab"
mkdir -p "$lab"/{repo,bin,hosts,roots,guest,tmp,root,home/desk} "$lab/x11"
chmod 1777 "$lab/tmp" "$lab/x11"; chmod 700 "$lab/root"
mount --bind "$repo" "$lab/repo"
touch "$lab/bin/node"; mount --bind "$node" "$lab/bin/node"
if [[ -x $electron/electron ]]; then mkdir "$lab/electron"; mount --bind "$electron" "$lab/electron"; fi
if [[ -d $roots ]]; then mount --bind -o ro "$roots" "$lab/roots"; fi
chown 61177:61177 "$lab/home/desk"

{ sed -E '/^root:/s#:/root:#:/run/lab/root:#; /^desk:/d' /etc/passwd; echo 'desk:x:61177:61177:Desk:/run/lab/home/desk:/bin/bash'; } > "$lab/passwd"
{ sed '/^desk:/d' /etc/group; echo 'desk:x:61177:'; } > "$lab/group"
mount --bind "$lab/passwd" /etc/passwd; mount --bind "$lab/group" /etc/group

mount -t tmpfs -o mode=755 run /run
mkdir -p /run/lab /run/lock
mount --move "$lab" /run/lab; rmdir "$lab"
mount --bind /run/lab/tmp /tmp
# A clone under /tmp would be hidden by that.
if [[ $repo == /tmp/* ]]; then mkdir -p "$repo"; mount --rbind /run/lab/repo "$repo"; fi
mkdir -p /tmp/.X11-unix; mount --bind /run/lab/x11 /tmp/.X11-unix

bash "$repo/tests/lab/own-sysfs.sh"
stat -L -c %i /proc/1/ns/pid > /run/lab/id
ip link set lo up
ip link add lab0 type bridge; ip addr add 10.77.0.1/24 dev lab0; ip link set lab0 up

unset TMPDIR XAUTHORITY DISPLAY WAYLAND_DISPLAY SSH_AUTH_SOCK DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME
export GUESTHOUSE_LAB=/run/lab HOME=/run/lab/root
cd "$cwd"
exec "$@"
