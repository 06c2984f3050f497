// The commands that help against a failed connection. Distributions differ: each line says for which it is.
import type { Cure } from '../../shared/model/host.ts';

export interface CureCommand {
  readonly command: string;
  /** Names of distributions, the same in all languages; absent when it is for all. */
  readonly systems?: string;
}

const INSTALL: readonly CureCommand[] = [
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
];

const START: readonly CureCommand[] = [
  { systems: 'Debian, Ubuntu, Arch Linux', command: 'sudo systemctl enable --now libvirtd.socket' },
  {
    systems: 'Fedora, RHEL, openSUSE',
    command: 'sudo systemctl enable --now virtqemud.socket virtnetworkd.socket virtstoraged.socket',
  },
];

/** On the host: it is its own certificate that is looked at. */
const READ_CERTIFICATE = 'sudo openssl x509 -in /etc/pki/libvirt/servercert.pem -noout';

const COMMANDS: Readonly<Partial<Record<Cure, readonly CureCommand[]>>> = {
  'install-libvirt': INSTALL,
  'start-daemon': START,
  'join-libvirt-group': [{ command: 'sudo usermod -aG libvirt "$USER"' }],
  'join-libvirt-group-there': [{ command: 'sudo usermod -aG libvirt "$USER"' }],
  'install-libvirt-there': INSTALL,
  'install-helper': [
    { systems: 'Debian, Ubuntu', command: 'sudo apt install netcat-openbsd' },
    { systems: 'Fedora, RHEL', command: 'sudo dnf install nmap-ncat' },
    { systems: 'openSUSE', command: 'sudo zypper install netcat-openbsd' },
    { systems: 'Arch Linux', command: 'sudo pacman -S openbsd-netcat' },
  ],
  'install-ssh': [
    { systems: 'Debian, Ubuntu', command: 'sudo apt install openssh-client' },
    { systems: 'Fedora, RHEL', command: 'sudo dnf install openssh-clients' },
    { systems: 'openSUSE', command: 'sudo zypper install openssh-clients' },
    { systems: 'Arch Linux', command: 'sudo pacman -S openssh' },
  ],
  'certificate-name': [{ command: `${READ_CERTIFICATE} -ext subjectAltName -subject` }],
  'certificate-expired': [{ command: `${READ_CERTIFICATE} -dates` }],
};

const ALL: Readonly<Record<Cure, true>> = {
  'install-libvirt': true,
  'start-daemon': true,
  'join-libvirt-group': true,
  'join-libvirt-group-there': true,
  'polkit-terminal': true,
  'ask-again': true,
  'check-address': true,
  'check-socket': true,
  'not-libvirt': true,
  'install-libvirt-there': true,
  'install-helper': true,
  'install-native-helper': true,
  'verify-host-key': true,
  'check-login': true,
  'check-password': true,
  'quiet-login': true,
  'install-ssh': true,
  'check-program': true,
  'certificate-name': true,
  'certificate-expired': true,
  'certificate-authority': true,
  'client-certificate': true,
  'sasl-mechanism': true,
  'distrust-server': true,
  'update-server': true,
};

/** Whether the engine named a cure that there are words for. */
export function isCure(name: string): name is Cure {
  return Object.hasOwn(ALL, name);
}

/** To copy and run on the host; none for a cure that needs no command. */
export function cureCommands(cure: Cure): readonly CureCommand[] {
  return COMMANDS[cure] ?? [];
}
