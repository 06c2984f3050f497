// The long histories of one host and its machines as one run of bytes, to outlive the engine: a head of fixed size, the host's
// own rings, then each machine's behind its UUID. All sizes follow from the version, so that nothing is allocated by what a file says.
import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { type ConnectionId, domainKey, localPartOf } from '../../shared/model/keys.ts';
import { DOMAIN_METRICS, HOST_METRICS, type HostMetric } from '../../shared/model/statistics.ts';
import { type DomainHistories, MOST_HISTORIES } from './domain-histories.ts';
import { DOMAIN_TIERS, HOST_TIERS, type LongHistory, savedBytes } from './long-history.ts';

/** Another whenever the metrics, the tiers or what rings are made of change. */
const VERSION = 1;
const MARK = Buffer.from('guesthouse hist\n', 'latin1');
const VERSION_AT = MARK.byteLength;
const COUNT_AT = VERSION_AT + 4;
const SUBJECT_AT = COUNT_AT + 4;
const SUBJECT_BYTES = 32;
const HEAD_BYTES = SUBJECT_AT + SUBJECT_BYTES;
const UUID_BYTES = 16;
const HOST_BYTES = savedBytes(HOST_METRICS.length, HOST_TIERS);
const DOMAIN_BYTES = UUID_BYTES + savedBytes(DOMAIN_METRICS.length, DOMAIN_TIERS);
/** No image is larger. */
export const LONGEST_IMAGE = HEAD_BYTES + HOST_BYTES + MOST_HISTORIES * DOMAIN_BYTES;
/** Others have their turn after so many machines: some 0.1 ms. */
const AT_ONCE = 50;

/** Whose histories: another host's, even under the same id, is none of ours. */
export interface HistorySubject {
  readonly connection: ConnectionId;
  readonly uri: string;
}

export interface HostHistories {
  readonly host: LongHistory<HostMetric>;
  readonly domains: DomainHistories;
}

/** Why an image cannot be taken. */
export class NoImage extends Error {}

function digestOf({ connection, uri }: HistorySubject): Buffer {
  return createHash('sha256').update(`${connection}\n${uri}`).digest();
}

/** The image, piece by piece. What is measured meanwhile may be in it or not. */
export async function* saveHistories(
  subject: HistorySubject,
  { host, domains }: HostHistories,
): AsyncGenerator<Uint8Array> {
  const machines = [...domains.ofHost(subject.connection)];
  const head = Buffer.alloc(HEAD_BYTES);
  MARK.copy(head);
  head.writeUInt32LE(VERSION, VERSION_AT);
  head.writeUInt32LE(machines.length, COUNT_AT);
  digestOf(subject).copy(head, SUBJECT_AT);
  yield head;
  yield host.save();
  for (const [index, [key, history]] of machines.entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await turn();
    yield Buffer.from(localPartOf(key).replaceAll('-', ''), 'hex');
    yield history.save();
  }
}

/** Adds what an image holds to what is in memory. Throws `NoImage`, and then nothing was added. */
export async function restoreHistories(
  image: Buffer,
  subject: HistorySubject,
  { host, domains }: HostHistories,
  nowMs: number,
): Promise<void> {
  demandImage(image, subject);
  host.restore(image.subarray(HEAD_BYTES, HEAD_BYTES + HOST_BYTES), nowMs);
  const rest = image.subarray(HEAD_BYTES + HOST_BYTES);
  for (let at = 0; at < rest.byteLength; at += DOMAIN_BYTES) {
    if (at % (AT_ONCE * DOMAIN_BYTES) === 0) await turn();
    const uuid = uuidOf(rest.subarray(at, at + UUID_BYTES));
    const saved = rest.subarray(at + UUID_BYTES, at + DOMAIN_BYTES);
    domains.restore(domainKey(subject.connection, uuid), saved, nowMs);
  }
}

function demandImage(image: Buffer, subject: HistorySubject): void {
  if (image.byteLength < HEAD_BYTES || !image.subarray(0, MARK.byteLength).equals(MARK)) {
    throw new NoImage('it holds something else');
  }
  const version = image.readUInt32LE(VERSION_AT);
  if (version !== VERSION) throw new NoImage(`its version is ${version}`);
  if (!image.subarray(SUBJECT_AT, HEAD_BYTES).equals(digestOf(subject))) {
    throw new NoImage('it is of another host');
  }
  const count = image.readUInt32LE(COUNT_AT);
  if (count > MOST_HISTORIES || image.byteLength !== HEAD_BYTES + HOST_BYTES + count * DOMAIN_BYTES) {
    throw new NoImage(`it has ${image.byteLength} bytes for ${count} machines`);
  }
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
