// Small pictures of machines' screens for pages that show many: the contract's group `thumbnails`.
// A picture is asked for by the `work` connection, since a QEMU that hangs never answers; one at a time per host, so that two of
// its three places stay free for what people do.
import type { AppHandlers } from '../../shared/contract.ts';
import { type ConnectionId, connectionOf, type DomainKey, localPartOf } from '../../shared/model/keys.ts';
import type { Thumbnail } from '../../shared/model/thumbnail.ts';
import { PictureReader } from '../console/picture/picture-reader.ts';
import { BadPicture, type RgbPicture } from '../console/picture/shrink.ts';
import { writePng } from '../console/picture/write-png.ts';
import { inTime } from '../libvirt/in-time.ts';
import { domainScreenshot } from '../libvirt/protocol/domain.gen.ts';
import type { StreamEnd } from '../libvirt/streams.ts';
import type { Host } from './host.ts';
import type { Hosts } from './hosts.ts';
import { type Pace, PictureLine } from './picture-line.ts';
import { notConnected, RequestFailed } from './request-failed.ts';

/** px that a picture may fill: a tile on a display of twice the usual density. */
const ROOM = { width: 384, height: 240 };
const USUAL_PACE: Pace = { everyMs: 10_000, pauseMs: 200 };
const PATIENCE_MS = 60_000;
/** Letters of base64 that are kept of all machines together. */
const MOST_KEPT = 16_777_216;

export interface ThumbnailService {
  readonly handlers: AppHandlers['thumbnails'];
  /** To be told of each host that is no longer held. */
  hostRemoved(connection: ConnectionId): void;
  dispose(): void;
}

/** The newest pictures, as many as there is room for. */
class Kept {
  readonly #pictures = new Map<DomainKey, Thumbnail>();
  #size = 0;

  get(domain: DomainKey): Thumbnail | undefined {
    return this.#pictures.get(domain);
  }

  set(domain: DomainKey, picture: Thumbnail): void {
    this.#drop(domain);
    this.#pictures.set(domain, picture);
    this.#size += picture.png.length;
    for (const oldest of this.#pictures.keys()) {
      if (this.#size <= MOST_KEPT) break;
      this.#drop(oldest);
    }
  }

  forget(connection: ConnectionId): void {
    for (const domain of this.#pictures.keys()) if (connectionOf(domain) === connection) this.#drop(domain);
  }

  #drop(domain: DomainKey): void {
    this.#size -= this.#pictures.get(domain)?.png.length ?? 0;
    this.#pictures.delete(domain);
  }
}

/** Throws what a stream ended with when that is not its end. */
function demandFinished(end: StreamEnd): void {
  if (end.kind === 'failed') throw end.error;
  if (end.kind === 'lost') throw end.reason;
  if (end.kind === 'aborted') throw new BadPicture('given up');
}

/** Reads what the host sends, and gives the stream up at the first byte that is no picture. */
async function receive(host: Host, uuid: string): Promise<RgbPicture> {
  const reader = new PictureReader(ROOM);
  let fault: unknown;
  let stop = (): void => undefined;
  const onData = (bytes: Uint8Array): void => {
    if (fault !== undefined) return;
    try {
      reader.push(bytes);
    } catch (error) {
      fault = error;
      stop();
    }
  };
  try {
    const args = { dom: host.domainRef(uuid), screen: 0, flags: 0 };
    const stream = await host.demandLink().openStream(domainScreenshot, args, { onData });
    // The first bytes can be here before the stream is.
    stop = () => void stream.abort();
    if (fault !== undefined) stop();
    const end = await stream.ended;
    if (fault !== undefined) throw fault;
    demandFinished(end);
    return await reader.end();
  } finally {
    reader.dispose();
  }
}

async function takeThumbnail(host: Host, uuid: string): Promise<Thumbnail> {
  try {
    const picture = await receive(host, uuid);
    const png = (await writePng(picture)).toString('base64');
    return { takenAtMs: Date.now(), width: picture.width, height: picture.height, png };
  } catch (error) {
    if (!(error instanceof BadPicture)) throw error;
    throw new RequestFailed({ kind: 'unsupported', what: error.message });
  }
}

export function createThumbnailService(
  hosts: Pick<Hosts, 'ofDomain'>,
  pace: Pace = USUAL_PACE,
): ThumbnailService {
  const kept = new Kept();
  const lines = new Map<ConnectionId, PictureLine<Thumbnail>>();

  function lineOf(host: Host): PictureLine<Thumbnail> {
    const known = lines.get(host.id);
    if (known !== undefined) return known;
    const line = new PictureLine((uuid) => takeThumbnail(host, uuid), pace);
    lines.set(host.id, line);
    return line;
  }

  return {
    handlers: {
      async next({ domain, seenMs }, { signal }) {
        const host = hosts.ofDomain(domain);
        const newest = kept.get(domain);
        if (newest !== undefined && newest.takenAtMs !== seenMs) return newest;
        // libvirt gives pictures only to those who may do everything.
        host.demandWritable();
        const { picture, leave } = lineOf(host).wish(localPartOf(domain));
        try {
          const what = domainScreenshot.name;
          const taken = await inTime(picture, { what, timeoutMs: PATIENCE_MS, signal });
          kept.set(domain, taken);
          return taken;
        } finally {
          leave();
        }
      },
    },
    hostRemoved(connection) {
      lines.get(connection)?.dispose(notConnected());
      lines.delete(connection);
      kept.forget(connection);
    },
    dispose() {
      for (const line of lines.values()) line.dispose(notConnected());
      lines.clear();
    },
  };
}
