// TLS: the server shows its certificate, mostly wants ours, and says by one byte whether it takes it.
import { isIP, type Socket } from 'node:net';
import { homedir } from 'node:os';
import { checkServerIdentity, connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { Cancelled, Unreachable, Unsupported } from '../errors.ts';
import type { ByteTransport } from '../rpc/byte-transport.ts';
import type { HostUri } from '../uri.ts';
import { type Certificates, readCertificates } from './certificates.ts';
import { DuplexTransport } from './duplex.ts';
import { openRemoteSocket, type RemoteOptions } from './resolve.ts';
import { systemCode } from './socket.ts';

const TLS_PORT = 16_514;
const ACCEPTED = 1;
const NAME_CODE = 'ERR_TLS_CERT_ALTNAME_INVALID';
const EXPIRED_CODES: ReadonlySet<unknown> = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
// What OpenSSL calls a chain that ends nowhere we know.
const AUTHORITY_CODES: ReadonlySet<unknown> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_CA',
]);

/** Connects to a daemon's TLS port; rejects with `Unreachable` (resolve, connect, tls), `Unsupported` or `Cancelled`. */
export async function openTlsTransport(uri: HostUri, options: RemoteOptions): Promise<ByteTransport> {
  const { tlsPriority, pkipath, noVerify } = uri.client;
  // GnuTLS' language of priorities means nothing to OpenSSL; guessing could allow what was forbidden.
  if (tlsPriority !== undefined && tlsPriority !== 'NORMAL') {
    throw new Unsupported(`tls_priority=${tlsPriority}, which is written for GnuTLS; leave it out`);
  }
  const place = { pkipath, home: homedir(), isRoot: process.getuid?.() === 0 };
  const certificates = await readCertificates(place, !noVerify);
  const host = uri.host ?? 'localhost';
  const socket = await openRemoteSocket(host, uri.port ?? TLS_PORT, options);
  options.steps?.begun('tls');
  const secured = await secure(socket, { host, noVerify, certificates, options });
  options.steps?.done('tls', secured.getProtocol() ?? undefined);
  keepRecordsApart(secured);
  return new DuplexTransport(secured, (error) => (error === undefined ? undefined : lostOrRefused(error)));
}

/**
 * libvirtd takes one message when its socket becomes readable; a second one in the same TLS record is then held by GnuTLS,
 * and nobody looks there until more arrives, at the latest after the 5 s of its keepalive. Without `_writev` a stream hands
 * over what waits piece by piece, and OpenSSL makes a record of each.
 */
function keepRecordsApart(socket: TLSSocket): void {
  Object.defineProperty(socket, '_writev', { value: null });
}

interface Securing {
  readonly host: string;
  readonly noVerify: boolean;
  readonly certificates: Certificates;
  readonly options: RemoteOptions;
}

/** The TLS session over `socket`, with the server's byte of acceptance read. */
function secure(socket: Socket, { host, noVerify, certificates, options }: Securing): Promise<TLSSocket> {
  const { signal, timeoutMs } = options;
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      finish();
    };
    const fail = (reason: Error): void =>
      settle(() => {
        socket.destroy();
        reject(reason);
      });
    const cancel = (): void => fail(new Cancelled());
    const timer = setTimeout(
      () =>
        fail(
          tlsFailure('ETIMEDOUT', `${host} did not finish the TLS handshake within ${timeoutMs / 1000} s`),
        ),
      timeoutMs,
    );
    if (signal?.aborted) return cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    const { ca, own } = certificates;
    let secured: TLSSocket;
    try {
      secured = connect({
        socket,
        ...(isIP(host) === 0 ? { servername: host } : {}),
        ...(ca === undefined ? {} : { ca }),
        ...own,
        rejectUnauthorized: !noVerify,
        checkServerIdentity: (_name, certificate) => nameFault(host, certificate),
      });
    } catch (cause) {
      return fail(
        tlsFailure('CLIENT_CERTIFICATE', `the certificate files are of no use: ${wordsOf(cause)}`, cause),
      );
    }
    const broken = (error: Error): void => fail(explain(error, secured, host, certificates));
    const ended = (): void => fail(refused(own !== undefined));
    secured.once('error', broken);
    secured.once('close', ended);
    secured.once('secureConnect', () =>
      readAcceptance(secured, (byte) => {
        secured.off('close', ended);
        if (byte !== ACCEPTED) return fail(refused(own !== undefined));
        settle(() => {
          secured.off('error', broken);
          resolve(secured);
        });
      }),
    );
  });
}

/** Undefined when the certificate is for `host`; else with the names that it is for, of which Node tells none for an address. */
function nameFault(host: string, certificate: PeerCertificate): Error | undefined {
  const fault = checkServerIdentity(host, certificate);
  const names = certificate.subjectaltname ?? `CN:${certificate.subject.CN}`;
  return fault && Object.assign(fault, { message: `it is for ${names}` });
}

/** Takes exactly one byte: what follows belongs to the first frame. */
function readAcceptance(socket: TLSSocket, give: (byte: number) => void): void {
  const look = (): void => {
    const chunk: unknown = socket.read(1);
    if (!(chunk instanceof Uint8Array)) return;
    socket.off('readable', look);
    give(chunk[0] ?? 0);
  };
  socket.on('readable', look);
  look();
}

function explain(error: Error, socket: TLSSocket, host: string, { own, caPath }: Certificates): Unreachable {
  const code = systemCode(error);
  const words = error.message;
  if (code === NAME_CODE)
    return tlsFailure('CERTIFICATE_NAME', `the certificate is not for ${host}: ${words}`, error);
  if (EXPIRED_CODES.has(code)) {
    return tlsFailure('CERTIFICATE_EXPIRED', `the certificate of ${host} is not valid now: ${words}`, error);
  }
  if (AUTHORITY_CODES.has(code)) {
    const text = `the certificate of ${host} is not signed by the authority in ${caPath}: ${words}`;
    return tlsFailure('CERTIFICATE_AUTHORITY', text, error);
  }
  // After our own side is content, only the server can object.
  if (isAlert(code) || socket.authorized) return refused(own !== undefined, error);
  return tlsFailure(code, `TLS with ${host} failed: ${words}`, error);
}

function isAlert(code: string | undefined): boolean {
  return (
    code !== undefined &&
    /ALERT_(BAD_CERT|CERT|UNKNOWN_CA|UNSUPPORTED_CERT|ACCESS)|CERTIFICATE_REQUIRED/.test(code)
  );
}

function refused(hadCertificate: boolean, cause?: Error): Unreachable {
  const why = hadCertificate
    ? 'the server does not accept our client certificate'
    : 'the server wants a client certificate, and none was found here';
  const words = cause === undefined ? '' : `: ${cause.message}`;
  return tlsFailure('CLIENT_CERTIFICATE_REFUSED', `${why}${words}`, cause);
}

function lostOrRefused(error: Error): Error {
  return isAlert(systemCode(error)) ? refused(true, error) : error;
}

function tlsFailure(code: string | undefined, message: string, cause?: unknown): Unreachable {
  return new Unreachable('tls', message, code === undefined ? { cause } : { code, cause });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
