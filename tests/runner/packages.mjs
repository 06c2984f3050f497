// The Debian packages of the test tiers: which are missing, and how they are installed without starting any service.
import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { run, say } from './steps.mjs';

/** For hosts and guests: the integration, e2e and bench tiers. */
const lab = [
  'libvirt-daemon-system',
  'libvirt-daemon-driver-qemu',
  'libvirt-clients',
  'qemu-system-x86',
  'qemu-utils',
  'openssh-server',
  'openssh-client',
  'netcat-openbsd',
  'socat',
  'dnsmasq-base',
  'iproute2',
  'iptables',
  'dbus',
  'polkitd',
  'tini',
  'linux-image-cloud-amd64',
  'busybox-static',
  'cpio',
  'procps',
  'openssl',
  'gnutls-bin',
  'sasl2-bin',
  'libsasl2-modules',
  'libpam-oath',
  'oathtool',
  'swtpm',
  'swtpm-tools',
  'tcsh',
  'fish',
];
/** For windows: the e2e tier. The libraries that Electron's runtime needs come with them. */
const screen = ['chromium-headless-shell', 'xvfb', 'xclip', 'gnome-keyring', 'fonts-noto-cjk'];
/** For the bench. */
const more = ['python3-libvirt'];

export const packagesOf = { integration: lab, e2e: [...lab, ...screen], all: [...lab, ...screen, ...more] };

export const isDebian = existsSync('/etc/debian_version') && existsSync('/usr/bin/dpkg-query');
export const isRoot = process.getuid?.() === 0;

/** The packages among `names` that are not installed. */
export function missingPackages(names) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders.
  const format = '${Package} ${db:Status-Status}\n';
  const query = spawnSync('dpkg-query', ['-W', '-f', format, ...names], {
    encoding: 'utf8',
  });
  const installed = new Set(
    query.stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return names.filter((name) => !installed.has(name));
}

/** The line that a person types to install them. */
export const installLine = (names) => `apt-get install --no-install-recommends ${names.join(' ')}`;

const policy = '/usr/sbin/policy-rc.d';

/** Installs Debian packages as root. Their services are not started: a policy says no while this runs. */
export async function installPackages(names) {
  const kept = existsSync(policy) ? `${policy}.guesthouse-tests` : undefined;
  if (kept !== undefined) renameSync(policy, kept);
  const restore = () => {
    rmSync(policy, { force: true });
    if (kept !== undefined && existsSync(kept)) renameSync(kept, policy);
  };
  process.once('exit', restore);
  const interrupted = () => process.exit(130);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, interrupted);
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    if ((await run(['apt-get', 'update', '-q'], { minutes: 5, env })) !== 0) say('apt-get update failed');
    const install = ['apt-get', 'install', '-y', '-q', '--no-install-recommends', ...names];
    if ((await run(install, { minutes: 10, env })) !== 0) say(`could not install ${names.join(' ')}`);
  } finally {
    restore();
    process.off('exit', restore);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, interrupted);
  }
}
