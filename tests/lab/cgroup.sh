# The control groups of lab hosts, sourced by the other scripts: each host has a subtree of its own that looks like the whole
# tree to it, so that its guests' statistics are theirs and nothing of the lab stays among the machine's groups.
cgroup_prefix=guesthouse-lab

# Every mounted hierarchy with its kind: one per controller (cgroup), a single one (cgroup2), or both.
cgroup_trees() { awk '$3 == "cgroup" || $3 == "cgroup2" { print $2, $3 }' /proc/self/mounts | sort -u; }

# Moves this process into the subtree NAME, made if needed. A cgroup namespace that starts here has the subtree as its root.
# In v1 libvirt's group of all machines is made too: where its first two start together, libvirt makes it for one of them and
# gives the other one a group below it before it has any processors, so that QEMU cannot enter ("No space left on device").
cgroup_enter() {
  cgroup_trees | while read -r tree kind; do
    local top=$tree/$cgroup_prefix subtree=$tree/$cgroup_prefix/$1
    # In a container they may be read-only; libvirt does without.
    mkdir -p "$subtree" 2> /dev/null || continue
    if [[ $kind == cgroup2 ]]; then cgroup_hand_down "$tree"; cgroup_hand_down "$top"; fi
    if [[ $kind == cgroup && -e $subtree/cpuset.cpus ]]; then
      mkdir -p "$subtree/machine"
      for file in cpuset.cpus cpuset.mems; do
        for group in "$top" "$subtree" "$subtree/machine"; do cat "$tree/$file" > "$group/$file"; done
      done
    fi
    echo $$ > "$subtree/cgroup.procs"
  done
}

# A v2 group has the controllers that its parents hand down. Some cannot be, and are then missing.
cgroup_hand_down() {
  for controller in $(cat "$1/cgroup.controllers"); do { echo "+$controller" > "$1/cgroup.subtree_control"; } 2> /dev/null || true; done
}

# In the new namespaces: shows only the subtree NAME. In v2 a group with processes cannot have groups below it, so they stand aside.
cgroup_settle() {
  cgroup_trees | while read -r tree kind; do
    [[ -d $tree/$cgroup_prefix/$1 ]] || continue
    mount --bind "$tree/$cgroup_prefix/$1" "$tree"
    if [[ $kind == cgroup2 ]]; then mkdir -p "$tree/init"; echo $$ > "$tree/init/cgroup.procs"; fi
  done
}

# Moves process PID to where a host's daemons are, from inside its mount namespace.
cgroup_join() {
  cgroup_trees | while read -r tree kind; do
    local place=$tree
    if [[ $kind == cgroup2 ]]; then place=$tree/init; fi
    if [[ -w $place/cgroup.procs ]]; then echo "$1" > "$place/cgroup.procs"; fi
  done
}

# Removes the subtree NAME, whose processes have ended.
cgroup_remove() {
  cgroup_trees | while read -r tree _; do
    find "$tree/$cgroup_prefix/$1" -depth -type d -exec rmdir {} + 2> /dev/null || true
    rmdir "$tree/$cgroup_prefix" 2> /dev/null || true
  done
}

# On the machine: removes what worlds left that were killed. A subtree is named after its world's PID namespace.
cgroup_tidy() {
  local alive name
  alive=$(stat -L -c %i /proc/[0-9]*/ns/pid 2> /dev/null | sort -u || true)
  cgroup_trees | while read -r tree _; do
    find "$tree/$cgroup_prefix" -mindepth 1 -maxdepth 1 -type d -printf '%f\n' 2> /dev/null || true
  done | sort -u | while read -r name; do grep -qx "${name%%-*}" <<< "$alive" || cgroup_remove "$name"; done
}
