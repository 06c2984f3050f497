// The commands that help against a failed connection. Distributions differ; each line says for which it is.
import type { Cure } from '../../../shared/model/host.ts';

const COMMANDS: Readonly<Partial<Record<Cure, readonly string[]>>> = {
  'install-libvirt': [
    'sudo apt install libvirt-daemon-system qemu-system-x86 qemu-utils  # Debian, Ubuntu',
    'sudo dnf install libvirt-daemon-kvm qemu-kvm  # Fedora, RHEL',
    'sudo zypper install libvirt-daemon-qemu qemu-kvm  # openSUSE',
    'sudo pacman -S libvirt qemu-desktop dnsmasq  # Arch',
  ],
  'start-daemon': [
    'sudo systemctl enable --now libvirtd  # one daemon for all (Debian, Ubuntu)',
    'sudo systemctl enable --now virtqemud.socket virtnetworkd.socket virtstoraged.socket  # one for each task (Fedora)',
  ],
  'join-libvirt-group': ['sudo usermod --append --groups libvirt "$USER"'],
};

/** To copy and run on the host; none for a cure that needs no command. */
export function cureCommands(cure: Cure): readonly string[] {
  return COMMANDS[cure] ?? [];
}
