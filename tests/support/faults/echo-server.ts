// A server whose answers say whose they are, so that an answer that went to the wrong call, or was changed, is noticed.
import {
  domainGetState,
  domainGetXmlDesc,
  domainLookupByName,
  domainOpenConsole,
} from '../../../electron/libvirt/protocol/domain.gen.ts';
import { storageVolDownload } from '../../../electron/libvirt/protocol/storage.gen.ts';
import { text } from '../../../electron/libvirt/protocol/values.gen.ts';
import {
  encodeRawFrame,
  type Frame,
  messageStatus,
  messageType,
} from '../../../electron/libvirt/rpc/frame.ts';
import { Reader } from '../../../electron/libvirt/xdr/reader.ts';
import { type FakeCall, FakeLibvirtd, type FakePeer } from '../fake-libvirtd.ts';
import type { Dial } from './faulty-way.ts';

export const UUID = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const PIECE_BYTES = 1000;
const OPERATION_INVALID = 55;
const FROM_QEMU = 10;

/** What a name asks for: `late-7-x` is answered after 7 ms, everything else at once. */
function patienceFor(name: string): number | undefined {
  const found = /^late-(\d+)-/.exec(name);
  return found?.[1] === undefined ? undefined : Number(found[1]);
}

export class EchoServer {
  readonly libvirtd = FakeLibvirtd.inMemory({ remembers: false });
  /** Connections that are there. */
  get clients(): number {
    return this.libvirtd.peers.length;
  }

  constructor() {
    this.libvirtd
      .on(domainLookupByName, ({ name }, call) => {
        const dom = { name, uuid: UUID, id: name.length };
        const ms = patienceFor(name);
        if (ms === undefined) return { dom };
        setTimeout(() => call.reply({ dom }), ms);
        return undefined;
      })
      .on(domainGetXmlDesc, ({ dom }) => ({ xml: textOf(dom.name, dom.id) }))
      .on(domainOpenConsole, () => ({}))
      .on(storageVolDownload, ({ vol, length }, call) => {
        call.reply({});
        sendAll(call, Buffer.from(textOf(vol.pool, Number(length))));
        return undefined;
      })
      .refuse(domainGetState, OPERATION_INVALID, FROM_QEMU, 'domain is not running')
      .onStreamFrame(answerStream);
  }

  readonly dial: Dial = () => this.libvirtd.dial();
}

/** What is answered about a name where `length` characters are wanted. */
export function textOf(name: string, length: number): string {
  return `${name} `.repeat(Math.ceil(length / (name.length + 1))).slice(0, length);
}

/** Every call of this server names itself first: the name is the call's mark. */
export function markOf({ type, body }: Frame): string | undefined {
  if (type !== messageType.call || body.length < 4) return undefined;
  try {
    return text.decode(new Reader(body));
  } catch {
    return undefined;
  }
}

function sendAll(call: FakeCall<object>, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    call.stream(messageStatus.continue, bytes.subarray(at, at + PIECE_BYTES));
  }
  call.stream(messageStatus.continue);
}

/** Data comes back as it went; an end is confirmed. */
function answerStream(frame: Frame, peer: FakePeer): void {
  if (frame.status === messageStatus.continue) peer.send(encodeRawFrame(frame, frame.body));
  else peer.send(encodeRawFrame({ ...frame, status: messageStatus.ok }));
}
