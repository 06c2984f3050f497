// What the soak does with a connection: calls of several sorts, each of which knows how it ends when nothing is wrong.
import type { Connection } from '../../../electron/libvirt/connection.ts';
import {
  domainFdAssociate,
  domainGetState,
  domainGetXmlDesc,
  domainLookupByName,
  domainOpenConsole,
  domainSuspend,
} from '../../../electron/libvirt/protocol/domain.gen.ts';
import { storageVolDownload } from '../../../electron/libvirt/protocol/storage.gen.ts';
import type { CallOptions } from '../../../electron/libvirt/rpc/call-table.ts';
import type { Stream, StreamEnd } from '../../../electron/libvirt/streams.ts';
import { textOf, UUID } from '../../support/faults/echo-server.ts';
import type { CallEnding } from '../../support/faults/endings.ts';
import type { Random } from '../../support/faults/random.ts';

export interface Order {
  readonly connection: Connection;
  /** What the server sees first in the call, and answers. */
  readonly mark: string;
  readonly random: Random;
  readonly options: CallOptions;
  /** How a stream that the call opened came to its end; `true` when what came is what was sent. */
  readonly streamEnded: (end: StreamEnd['kind'], intact: boolean) => void;
  /** Told of what must be waited for besides the call. */
  readonly also: (work: Promise<void>) => void;
}

/** Resolves with whether the answer is the right one. */
interface Sort {
  readonly natural: CallEnding;
  readonly weight: number;
  readonly call: (order: Order) => Promise<boolean>;
}

/** A stream that has said nothing for so long is given up. */
const STREAM_PATIENCE_MS = 400;

const domainOf = (mark: string, id: number) => ({ name: mark, uuid: UUID, id });

const lookup: Sort['call'] = async ({ connection, mark, options }) => {
  const { dom } = await connection.call(domainLookupByName, { name: mark }, options);
  return dom.name === mark && dom.uuid === UUID && dom.id === mark.length;
};

const definition: Sort['call'] = async ({ connection, mark, random, options }) => {
  const length = random.chance(0.05) ? random.from(50_000, 200_000) : random.from(0, 3000);
  const { xml } = await connection.call(domainGetXmlDesc, { dom: domainOf(mark, length), flags: 0 }, options);
  return xml === textOf(mark, length);
};

/** Waits for the end of a stream, and gives it up when it does not come. */
async function follow(stream: Stream<unknown>, { streamEnded }: Order, intact: () => boolean): Promise<void> {
  const timer = setTimeout(() => void stream.abort(), STREAM_PATIENCE_MS);
  const { kind } = await stream.ended;
  clearTimeout(timer);
  streamEnded(kind, intact());
}

const download: Sort['call'] = async (order) => {
  const { connection, mark, random, options } = order;
  const length = random.from(0, 12_000);
  const vol = { pool: mark, name: 'v', key: 'k' };
  const pieces: Uint8Array[] = [];
  const args = { vol, offset: 0n, length: BigInt(length), flags: 0 };
  const onData = (bytes: Uint8Array): void => void pieces.push(bytes);
  const stream = await connection.openStream(storageVolDownload, args, { ...options, onData });
  order.also(follow(stream, order, () => Buffer.concat(pieces).toString() === textOf(mark, length)));
  return true;
};

const console: Sort['call'] = async (order) => {
  const { connection, mark, random, options } = order;
  let echoed = '';
  const onData = (bytes: Uint8Array): void => {
    echoed += Buffer.from(bytes).toString();
  };
  const args = { dom: domainOf(mark, 1), devName: undefined, flags: 0 };
  const stream = await connection.openStream(domainOpenConsole, args, { ...options, onData });
  const typed = textOf(mark, random.from(1, 2000));
  stream.write(Buffer.from(typed));
  order.also(follow(stream, order, () => echoed === typed));
  if (random.chance(0.5)) void stream.abort();
  else void stream.finish().catch(() => undefined);
  return true;
};

const SORTS: readonly Sort[] = [
  { natural: 'replied', weight: 50, call: lookup },
  {
    natural: 'replied',
    weight: 15,
    call: (order) => lookup({ ...order, mark: `late-${order.random.from(1, 8)}-${order.mark}` }),
  },
  { natural: 'replied', weight: 12, call: definition },
  { natural: 'replied', weight: 6, call: download },
  { natural: 'replied', weight: 4, call: console },
  {
    natural: 'refused',
    weight: 8,
    call: async ({ connection, mark, options }) =>
      (await connection.call(domainGetState, { dom: domainOf(mark, 1), flags: 0 }, options)) === undefined,
  },
  {
    natural: 'unsupported',
    weight: 2,
    call: async ({ connection, mark, options }) =>
      (await connection.call(domainSuspend, { dom: domainOf(mark, 1) }, options)) === undefined,
  },
  {
    natural: 'unsupported',
    weight: 1,
    call: async ({ connection, mark, options }) => {
      const args = { dom: domainOf(mark, 1), name: '', flags: 0 };
      return (await connection.call(domainFdAssociate, args, options)) === undefined;
    },
  },
  {
    natural: 'invalid',
    weight: 2,
    call: (order) => lookup({ ...order, mark: `${order.mark}\0` }),
  },
];

const DRAWN = SORTS.flatMap((sort) => Array.from({ length: sort.weight }, () => sort));

export function anySort(random: Random): Sort {
  return random.pick(DRAWN);
}

/** The mark of a call as `markOf` sees it may have more before it. */
export function plainMark(seen: string): string {
  return seen.replace(/^late-\d+-/, '');
}
