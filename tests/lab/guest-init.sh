#!/bin/busybox sh
# PID 1 of the test guest. Kernel command line: guest=NAME. Speaks on ttyS0, hvc0 and the screen (tty1), takes an address by
# DHCP, powers off on the ACPI power button. Lines that tests wait for: "GUEST READY", "SCREEN TYPED: ...", "POWER BUTTON",
# and with a disk "DISK: boot N", counted on the disk.
/bin/busybox mkdir -p /proc /sys /dev /tmp /etc
/bin/busybox --install -s /bin
export PATH=/bin HOME=/ TERM=linux
mount -t proc proc /proc; mount -t sysfs sysfs /sys; mount -t devtmpfs dev /dev
mkdir -p /dev/pts; mount -t devpts pts /dev/pts
while read -r module; do insmod "/modules/$module"; done < /modules/order
for word in $(cat /proc/cmdline); do case $word in guest=*) hostname "${word#guest=}";; esac; done
name=$(hostname)

for device in /sys/class/input/event*; do
  [ "$(cat "$device/device/name")" = 'Power Button' ] || continue
  (
    dd if="/dev/input/${device##*/}" of=/dev/null bs=24 count=1 2> /dev/null
    echo 'POWER BUTTON' > /dev/ttyS0
    poweroff -f
  ) &
done

if [ -e /dev/vda ]; then
  mkdir -p /disk
  mount -t ext4 /dev/vda /disk 2> /dev/null || { mke2fs /dev/vda > /dev/null 2>&1; mount -t ext4 /dev/vda /disk; }
  echo boot >> /disk/boots; sync
  echo "DISK: boot $(wc -l < /disk/boots)" > /dev/ttyS0
fi

ip link set lo up
if [ -e /sys/class/net/eth0 ]; then
  ip link set eth0 up
  udhcpc -i eth0 -s /dhcp.sh -x "hostname:$name" -t 20 -T 1 -b > /dev/null 2>&1 &
fi

shell_on() { while :; do getty -n -i -l /shell 115200 "$1" linux; sleep 1; done; }
shell_on ttyS0 &
[ -e /dev/hvc0 ] && shell_on hvc0 &

screen() {
  printf '\033[2J\033[H\033[?25l'
  for colour in 41 42 43 44 45 46; do printf '\033[%sm%80s\033[0m\n' "$colour" ''; done
  printf '\n  This is the screen of %s.\n\n' "$name"
  while printf '  type> ' && read -r line; do
    printf 'SCREEN TYPED: %s\r\n' "$line" > /dev/ttyS0
    printf '  you typed: \033[7m%s\033[0m\n' "$line"
  done
}
while :; do screen < /dev/tty1 > /dev/tty1 2>&1; sleep 1; done &

while :; do wait; sleep 1; done
