#!/usr/bin/env bash
# Makes the test guest's kernel and initramfs of Debian's own parts:   initramfs.sh DIRECTORY   gives DIRECTORY/{vmlinuz,initramfs}
set -euo pipefail
out=$1
here=$(dirname "${BASH_SOURCE[0]}")
kernel=$(printf '%s\n' /boot/vmlinuz-*-cloud-amd64 | sort -V | tail -n 1)
version=${kernel#/boot/vmlinuz-}
[[ -d /lib/modules/$version ]] || { echo "initramfs: no modules for $kernel" >&2; exit 1; }

tree=$(mktemp -d); trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree"/{bin,modules}
cp "$(command -v busybox)" "$tree/bin/busybox"
cp "$here/guest-init.sh" "$tree/init"
# The shell that a console gets; the marker comes from it, so that a console that shows it can be typed on.
printf '#!/bin/sh\nstty -F "$(tty)" sane 2> /dev/null\necho "GUEST READY: $(hostname) on $(tty)"\nPS1="$(hostname)# " exec sh\n' > "$tree/shell"
printf '#!/bin/sh\n[ "$1" = bound ] || [ "$1" = renew ] || exit 0\nip address replace "$ip/${mask:-24}" dev "$interface"\n[ -z "$router" ] || ip route replace default via "$router"\n' > "$tree/dhcp.sh"
chmod 755 "$tree"/{init,shell,dhcp.sh,bin/busybox}
for module in virtio_pci virtio_console virtio_net virtio_blk virtio_balloon virtio-rng button evdev virtio_input; do
  PATH=$PATH:/sbin:/usr/sbin modprobe --set-version "$version" --show-depends "$module" | sed -n 's/^insmod \([^ ]*\).*/\1/p'
done | awk '!seen[$0]++' | while read -r file; do cp "$file" "$tree/modules/"; basename "$file"; done > "$tree/order"
mv "$tree/order" "$tree/modules/order"
mkdir -p "$out"
(cd "$tree" && find . | cpio --quiet -o -H newc) | gzip -1 > "$out/initramfs.new"
cp "$kernel" "$out/vmlinuz"
mv "$out/initramfs.new" "$out/initramfs"
