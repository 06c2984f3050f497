// DIGEST-MD5 (RFC 2831): both sides prove the secret by MD5; on an open way it protects the messages, too.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Unreachable } from '../errors.ts';
import { chooseCipher } from './digest-cipher.ts';
import { digestLayer } from './digest-layer.ts';
import { type Mechanism, type MechanismContext, SaslFault } from './mechanism.ts';
import type { SecurityLayer } from './security-layer.ts';

const OWN_LARGEST = 65_536;
const NONCE_COUNT = '00000001';

interface Offer {
  readonly realm: string | undefined;
  readonly nonce: string;
  readonly qops: readonly string[];
  readonly ciphers: readonly string[];
  readonly largest: number;
  readonly isUtf8: boolean;
}

export interface DigestNames {
  readonly service: string;
  readonly clientNonce: string;
}

export class DigestMd5 implements Mechanism {
  readonly initial = undefined;
  readonly #context: MechanismContext;
  readonly #names: DigestNames;
  #expected: string | undefined;
  #agreed: SecurityLayer | undefined;
  #isDone = false;

  constructor(
    context: MechanismContext,
    names: DigestNames = { service: 'libvirt', clientNonce: randomBytes(24).toString('base64') },
  ) {
    this.#context = context;
    this.#names = names;
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  get layer(): SecurityLayer | undefined {
    return this.#isDone ? this.#agreed : undefined;
  }

  step(challenge: Uint8Array): Uint8Array | undefined {
    const text = Buffer.from(challenge).toString('utf8');
    if (this.#expected === undefined) return this.#respond(readOffer(text));
    const given = Buffer.from(directives(text).get('rspauth') ?? '');
    const expected = Buffer.from(this.#expected);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new SaslFault('the server does not know the password: it may not be the host that it says');
    }
    this.#isDone = true;
    return new Uint8Array();
  }

  #respond(offer: Offer): Uint8Array {
    const { user, secret, host, needsLayer } = this.#context;
    const { service, clientNonce } = this.#names;
    const qop = needsLayer ? 'auth-conf' : 'auth';
    const cipher = needsLayer ? chooseCipher(offer.ciphers) : undefined;
    if (!offer.qops.includes(qop) || (needsLayer && cipher === undefined)) {
      const missing = needsLayer ? 'a cipher of 56 bits or more' : 'qop auth';
      throw new Unreachable('auth', `the server does not offer DIGEST-MD5 with ${missing}`, {
        code: 'SASL_MECHANISM',
      });
    }
    const realm = offer.realm ?? '';
    const uri = `${service}/${host}`;
    const encoding = offer.isUtf8 ? 'utf8' : 'latin1';
    const account = md5(Buffer.from(`${user}:${realm}:${secret}`, encoding));
    const sessionKey = md5(Buffer.concat([account, Buffer.from(`:${offer.nonce}:${clientNonce}`)]));
    const proof = (method: string) => {
      const tail = needsLayer ? `:${'0'.repeat(32)}` : '';
      const what = md5(Buffer.from(`${method}:${uri}${tail}`)).toString('hex');
      const middle = `${offer.nonce}:${NONCE_COUNT}:${clientNonce}:${qop}`;
      return md5(Buffer.from(`${sessionKey.toString('hex')}:${middle}:${what}`)).toString('hex');
    };
    this.#expected = proof('');
    if (cipher !== undefined) this.#agreed = digestLayer(sessionKey, cipher, offer.largest);
    const words = [
      ...(offer.isUtf8 ? ['charset=utf-8'] : []),
      `username=${quote(user)}`,
      ...(offer.realm === undefined ? [] : [`realm=${quote(realm)}`]),
      `nonce=${quote(offer.nonce)}`,
      `nc=${NONCE_COUNT}`,
      `cnonce=${quote(clientNonce)}`,
      `digest-uri=${quote(uri)}`,
      ...(cipher === undefined ? [] : [`maxbuf=${OWN_LARGEST}`, `cipher=${cipher.name}`]),
      `response=${proof('AUTHENTICATE')}`,
      `qop=${qop}`,
    ];
    return Buffer.from(words.join(','), encoding);
  }
}

function readOffer(text: string): Offer {
  const all = directives(text);
  const list = (name: string, absent: string) => (all.get(name) ?? absent).split(/[\s,]+/);
  const nonce = all.get('nonce');
  if (nonce === undefined || all.get('algorithm') !== 'md5-sess') {
    throw new SaslFault('the DIGEST-MD5 challenge of the server makes no sense');
  }
  const largest = Number(all.get('maxbuf') ?? '65536');
  if (!Number.isInteger(largest) || largest < 1024 || largest > 0xff_ffff) {
    throw new SaslFault(`the server takes protected messages of ${all.get('maxbuf')} bytes`);
  }
  const isUtf8 = all.get('charset')?.toLowerCase() === 'utf-8';
  return {
    realm: all.get('realm'),
    nonce,
    qops: list('qop', 'auth'),
    ciphers: list('cipher', ''),
    largest,
    isUtf8,
  };
}

/** `name=value` or `name="value"`, by commas; of a repeated name, such as `realm`, the first counts. */
function directives(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', quoted, bare] of text.matchAll(
    /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/gs,
  )) {
    const value = quoted === undefined ? (bare ?? '') : quoted.replace(/\\(.)/gs, '$1');
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), value);
  }
  return found;
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function md5(bytes: Uint8Array): Buffer {
  return createHash('md5').update(bytes).digest();
}
