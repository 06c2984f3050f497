#!/usr/bin/env bash
# Makes the root folder of another Debian's libvirt, for lab hosts of another version:   debian-root.sh SUITE...
#
# Each becomes ${XDG_CACHE_HOME:-~/.cache}/guesthouse-lab/SUITE, from the mirror that apt uses on this machine, signatures verified.
# The packages are unpacked and not installed: none of their scripts runs, no service starts. It takes some 15 s and 240 MB.
# QEMU has no SPICE from Debian 13 on: its package wants all of Mesa.
# One that is there and was made by this same script is left as it is. Needs root and an apt of Debian.
set -euo pipefail
cache=${XDG_CACHE_HOME:-$HOME/.cache}/guesthouse-lab
packages=(libc-bin bash bsdutils dash coreutils util-linux findutils grep mawk tini procps iproute2 iptables nftables dnsmasq-base
  libvirt-daemon-system libvirt-daemon-driver-qemu libvirt-clients qemu-system-x86 qemu-utils)
needless=(--exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' --exclude='./usr/share/locale/*' --exclude='./lib/udev/hwdb.d/*')

# The line of a sources.list for SUITE: mirror and key are those from which this machine gets its own Debian.
source_line() {
  local own; own=$(. /etc/os-release; echo "${VERSION_CODENAME:-}")
  [[ -n $own ]] || { echo "debian-root: this machine does not say which Debian it is" >&2; return 1; }
  {
    # Either kind of file may be missing.
    { cat /etc/apt/sources.list.d/*.sources 2> /dev/null || true; } | awk -v own="$own" -v RS= -F '\n' '{
      uri = key = suites = ""
      for (i = 1; i <= NF; i++) {
        split($i, part, ": *"); value = substr($i, length(part[1]) + 2); sub(/^ */, "", value)
        if (part[1] == "URIs") { split(value, word, " "); uri = word[1] }
        if (part[1] == "Suites") suites = " " value " "
        if (part[1] == "Signed-By") key = value
      }
      if (index(suites, " " own " ")) print (key ~ /^\// ? "deb [signed-by=" key "] " : "deb ") uri
    }'
    { cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2> /dev/null || true; } |
      sed -nE "s/^deb +(\[[^]]*\] +)?([^ ]+) +$own +.*main.*/deb \1\2/p"
  } | head -n 1 | grep . | sed "s/\$/ $1 main/" || { echo "debian-root: apt has no source of $own" >&2; return 1; }
}

# apt with lists and packages of its own in DIRECTORY, and this machine's settings for the rest, a proxy for example.
apt() {
  local dir=$1; shift
  apt-get -qq -o Dir::Etc::sourcelist="$dir/sources.list" -o Dir::Etc::sourceparts=- -o Dir::Etc::preferencesparts=- \
    -o Dir::State="$dir" -o Dir::State::status="$dir/status" -o Dir::Cache="$dir" -o APT::Sandbox::User=root \
    -o Acquire::http::Timeout=20 -o Acquire::Languages=none -o APT::Install-Recommends=false -o APT::Update::Post-Invoke-Success= "$@" > "$dir/log" 2>&1 ||
    { cat "$dir/log" >&2; return 1; }
}

# What scripts of packages would have made, and the places where a lab host puts its own files.
furnish() {
  local root=$1 name
  mkdir -p "$root"/{etc/{libvirt,ssh,pam.d},root,home,tmp,run,proc,sys,dev,mnt,var/{lib,cache,log}/libvirt}
  chmod 1777 "$root/tmp"
  for name in passwd shadow group hosts machine-id; do : >> "$root/etc/$name"; done
  rm -rf "$root"/var/{run,lock}; ln -s /run "$root/var/run"; ln -s /run/lock "$root/var/lock"
  ln -sfn mawk "$root/usr/bin/awk"; ln -sfn dash "$root/usr/bin/sh"
  for name in {ip,ip6}tables{,-save,-restore} {eb,arp}tables; do
    [[ -e $root/usr/sbin/$name ]] || ln -s xtables-nft-multi "$root/usr/sbin/$name"
  done
}

make_root() {
  local suite=$1 recipe new name package
  recipe=$(sha256sum < "${BASH_SOURCE[0]}")
  if [[ $(cat "$cache/$suite/etc/guesthouse-lab" 2> /dev/null) == "$recipe" ]]; then return; fi
  echo "debian-root: making $cache/$suite"
  new=$(mktemp -d "$cache/new.XXXXXX")
  mkdir -p "$new"/apt/{lists,archives}/partial "$new"/root/usr/{bin,sbin,lib,lib64}
  for name in bin sbin lib lib64; do ln -s "usr/$name" "$new/root/$name"; done
  chmod 755 "$new/root"
  source_line "$suite" > "$new/apt/sources.list"
  : > "$new/apt/status"
  apt "$new/apt" update
  apt "$new/apt" install -y --download-only "${packages[@]}"
  for package in "$new"/apt/archives/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink "${needless[@]}" -C "$new/root"
  done
  furnish "$new/root"
  chroot "$new/root" libvirtd --version
  echo "$recipe" > "$new/root/etc/guesthouse-lab"
  if [[ -e $cache/$suite ]]; then mv "$cache/$suite" "$new/old"; fi
  mv "$new/root" "$cache/$suite"
  rm -rf "$new"
}

[[ $# -gt 0 ]] || { sed -n '2,7p' "$0"; exit 2; }
[[ $(id -u) == 0 ]] || { echo "debian-root: needs root" >&2; exit 1; }
mkdir -p "$cache"
exec 9> "$cache/lock"; flock 9
# What a run left that was cut; nobody else is making one now.
rm -rf "$cache"/new.*
trap 'rm -rf "$cache"/new.*' EXIT
for suite in "$@"; do make_root "$suite"; done
