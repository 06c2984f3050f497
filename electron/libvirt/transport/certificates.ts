// The certificate files of a TLS connection, where libvirt looks for them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Unreachable } from '../errors.ts';
import { systemCode } from './socket.ts';

export interface Certificates {
  readonly ca: Buffer | undefined;
  readonly caPath: string;
  /** The client's own; not every server asks for one. */
  readonly own: { readonly cert: Buffer; readonly key: Buffer } | undefined;
}

export interface CertificatePlace {
  readonly pkipath: string | undefined;
  readonly home: string;
  readonly isRoot: boolean;
}

interface Paths {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

const SYSTEM: Paths = {
  ca: '/etc/pki/CA/cacert.pem',
  cert: '/etc/pki/libvirt/clientcert.pem',
  key: '/etc/pki/libvirt/private/clientkey.pem',
};

/** Reads them; rejects with `Unreachable` (tls) when a file that must be there is not, or cannot be read. */
export async function readCertificates(place: CertificatePlace, needsCa: boolean): Promise<Certificates> {
  const folders = placesOf(place);
  const ca = await first(folders.map((paths) => paths.ca));
  const caPath = ca?.path ?? folders.map((paths) => paths.ca).join(' and ');
  if (ca === undefined && needsCa) {
    throw new Unreachable('tls', `the certificate of the authority is missing: ${caPath}`, { code: 'NO_CA' });
  }
  return { ca: ca?.content, caPath, own: await ownOf(folders) };
}

function placesOf({ pkipath, home, isRoot }: CertificatePlace): readonly Paths[] {
  if (pkipath !== undefined) return [within(pkipath)];
  return isRoot ? [SYSTEM] : [within(join(home, '.pki/libvirt')), SYSTEM];
}

function within(folder: string): Paths {
  return {
    ca: join(folder, 'cacert.pem'),
    cert: join(folder, 'clientcert.pem'),
    key: join(folder, 'clientkey.pem'),
  };
}

/** Certificate and key come from one place: from two they would not fit. */
async function ownOf(folders: readonly Paths[]): Promise<Certificates['own']> {
  for (const paths of folders) {
    const [cert, key] = await Promise.all([read(paths.cert), read(paths.key)]);
    if (cert !== undefined && key !== undefined) return { cert, key };
    if (cert !== undefined || key !== undefined) {
      const missing = cert === undefined ? paths.cert : paths.key;
      throw new Unreachable('tls', `the other half of the client certificate is missing: ${missing}`, {
        code: 'CLIENT_CERTIFICATE',
      });
    }
  }
  return undefined;
}

async function first(paths: readonly string[]): Promise<{ path: string; content: Buffer } | undefined> {
  for (const path of paths) {
    const content = await read(path);
    if (content !== undefined) return { path, content };
  }
  return undefined;
}

async function read(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (cause) {
    const code = systemCode(cause);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    const words = cause instanceof Error ? cause.message : String(cause);
    const file = path.endsWith('cacert.pem') ? 'NO_CA' : 'CLIENT_CERTIFICATE';
    throw new Unreachable('tls', `${path} cannot be read: ${words}`, { code: file, cause });
  }
}
