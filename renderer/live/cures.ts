// The commands that help against a failed connection. Distributions differ: each line says for which it is.
import type { Cure } from '../../shared/model/host.ts';

export interface CureCommand {
  readonly command: string;
  /** Names of distributions, the same in all languages; absent when it is for all. */
  readonly systems?: string;
}

const COMMANDS: Readonly<Partial<Record<Cure, readonly CureCommand[]>>> = {
  'install-libvirt': [
    {
      systems: 'Debian, Ubuntu',
      command: 'sudo apt install libvirt-daemon-system qemu-system-x86 qemu-utils',
    },
    {
      systems: 'Fedora, RHEL',
      command:
        'sudo dnf install libvirt-daemon-kvm qemu-kvm && sudo systemctl enable --now virtqemud.socket virtnetworkd.socket virtstoraged.socket',
    },
    { systems: 'openSUSE', command: 'sudo zypper install libvirt-daemon-qemu qemu-kvm' },
    {
      systems: 'Arch Linux',
      command: 'sudo pacman -S libvirt qemu-desktop dnsmasq && sudo systemctl enable --now libvirtd.socket',
    },
  ],
  'start-daemon': [
    { systems: 'Debian, Ubuntu, Arch Linux', command: 'sudo systemctl enable --now libvirtd.socket' },
    {
      systems: 'Fedora, RHEL, openSUSE',
      command: 'sudo systemctl enable --now virtqemud.socket virtnetworkd.socket virtstoraged.socket',
    },
  ],
  'join-libvirt-group': [{ command: 'sudo usermod -aG libvirt "$USER"' }],
};

/** To copy and run on the host; none for a cure that needs no command. */
export function cureCommands(cure: Cure): readonly CureCommand[] {
  return COMMANDS[cure] ?? [];
}
