// An authority of a test's own, and the certificates that it signs, with GnuTLS' certtool.
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runOrThrow } from './process.ts';

export interface CertificateOptions {
  /** DNS names and addresses that it is for. */
  readonly names?: readonly string[];
  readonly addresses?: readonly string[];
  readonly expired?: boolean;
}

export class Authority {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(folder: string): Promise<Authority> {
    await mkdir(folder, { recursive: true });
    const authority = new Authority(folder);
    await writeFile(
      join(folder, 'ca.cfg'),
      'cn = Lab authority\nca\ncert_signing_key\nexpiration_days = 2\n',
    );
    await makeKey(join(folder, 'cakey.pem'));
    const files = ['--load-privkey', join(folder, 'cakey.pem'), '--template', join(folder, 'ca.cfg')];
    await runOrThrow('certtool', ['--generate-self-signed', ...files, '--outfile', authority.certificate]);
    return authority;
  }

  get certificate(): string {
    return join(this.folder, 'cacert.pem');
  }

  /** Writes cacert.pem, `NAMEcert.pem` and `NAMEkey.pem` into `folder`. */
  async issue(folder: string, name: 'client' | 'server', options: CertificateOptions = {}): Promise<void> {
    const { names = [], addresses = [], expired = false } = options;
    await mkdir(folder, { recursive: true });
    const [cert, key, template] = [`${name}cert.pem`, `${name}key.pem`, `${name}.cfg`].map((file) =>
      join(folder, file),
    ) as [string, string, string];
    const lines = [
      `cn = Lab ${name}`,
      ...names.map((one) => `dns_name = ${one}`),
      ...addresses.map((one) => `ip_address = ${one}`),
      'signing_key',
      'encryption_key',
      name === 'client' ? 'tls_www_client' : 'tls_www_server',
      expired ? 'activation_date = "2020-01-01 00:00:00"' : '',
      expired ? 'expiration_date = "2021-01-01 00:00:00"' : 'expiration_days = 2',
    ];
    await writeFile(template, `${lines.join('\n')}\n`);
    await makeKey(key);
    const signer = [
      '--load-ca-certificate',
      this.certificate,
      '--load-ca-privkey',
      join(this.folder, 'cakey.pem'),
    ];
    const own = ['--load-privkey', key, '--template', template, '--outfile', cert];
    await runOrThrow('certtool', ['--generate-certificate', ...signer, ...own]);
    await copyFile(this.certificate, join(folder, 'cacert.pem'));
  }
}

async function makeKey(path: string): Promise<void> {
  await runOrThrow('certtool', [
    '--generate-privkey',
    '--key-type',
    'rsa',
    '--bits',
    '2048',
    '--outfile',
    path,
  ]);
}

/** libvirtd.conf for a server whose certificate is in `folder`, a path that the host sees. */
export function tlsConfiguration(folder: string, auth: 'none' | 'sasl' = 'none'): string {
  return [
    'listen_tls = 1',
    `auth_tls = "${auth}"`,
    `key_file = "${folder}/serverkey.pem"`,
    `cert_file = "${folder}/servercert.pem"`,
    `ca_file = "${folder}/cacert.pem"`,
    '',
  ].join('\n');
}
