// Messages written out by hand from the `.x` files, so that the encoder cannot vouch for itself.
import { describe, expect, test } from 'vitest';
import { authList } from '../../../../electron/libvirt/protocol/auth.gen.ts';
import {
  connectGetAllDomainStats,
  connectListAllDomains,
  connectOpen,
} from '../../../../electron/libvirt/protocol/connect.gen.ts';
import { domainGetXmlDesc, domainOpenConsole } from '../../../../electron/libvirt/protocol/domain.gen.ts';
import { domainEventCallbackLifecycle } from '../../../../electron/libvirt/protocol/messages.gen.ts';
import { nodeGetInfo } from '../../../../electron/libvirt/protocol/node.gen.ts';
import type { AnyProcedure } from '../../../../electron/libvirt/protocol/procedure.ts';
import { remoteError, streamHole } from '../../../../electron/libvirt/protocol/values.gen.ts';
import {
  encodeFrame,
  encodeRawFrame,
  messageStatus,
  messageType,
} from '../../../../electron/libvirt/rpc/frame.ts';
import { FrameReader } from '../../../../electron/libvirt/rpc/frame-reader.ts';
import { type Codec, decode } from '../../../../electron/libvirt/xdr/codec.ts';
import { ProtocolViolation } from '../../../../electron/libvirt/xdr/violation.ts';
import { bytes, everyCut, everyTruncation } from '../../../support/bytes.ts';

const web1 = { name: 'web1', uuid: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0', id: 3 };
const WEB1 = `
  00000004 77656231                      "web1"
  0f1e2d3c 4b5a6978 8796a5b4 c3d2e1f0    uuid
  00000003                               id 3`;

const header = ({ program, number }: AnyProcedure, type: number, serial: number, status = 0) => ({
  program: program.id,
  version: program.version,
  procedure: number,
  type,
  serial,
  status,
});

describe('a call is sent as the protocol says:', () => {
  const call = <A>(procedure: AnyProcedure & { readonly args: Codec<A> }, serial: number, args: NoInfer<A>) =>
    encodeFrame(header(procedure, messageType.call, serial), procedure.args, args);

  test('auth_list, without arguments', () =>
    expect(call(authList, 1, {})).toEqual(
      bytes('0000001c 20008086 00000001 00000042 00000000 00000001 00000000'),
    ));

  test('connect_open, read-only', () =>
    expect(call(connectOpen, 2, { name: 'qemu:///system', flags: 1 })).toEqual(
      bytes(`
        00000038 20008086 00000001 00000001    56 bytes, procedure 1
        00000000 00000002 00000000             call, serial 2
        00000001 0000000e                      a name, of 14 bytes
        71656d75 3a2f2f2f 73797374 656d0000    "qemu:///system"
        00000001                               read-only
      `),
    ));

  test('domain_get_xml_desc', () =>
    expect(call(domainGetXmlDesc, 0xffffffff, { dom: web1, flags: 2 })).toEqual(
      bytes(`
        0000003c 20008086 00000001 0000000e    60 bytes, procedure 14
        00000000 ffffffff 00000000             call, the largest serial
        ${WEB1}
        00000002                               VIR_DOMAIN_XML_INACTIVE
      `),
    ));

  test('domain_open_console, without a device', () =>
    expect(call(domainOpenConsole, 9, { dom: web1, devName: undefined, flags: 2 })).toEqual(
      bytes(`
        00000040 20008086 00000001 000000c9    64 bytes, procedure 201
        00000000 00000009 00000000             call, serial 9
        ${WEB1}
        00000000                               no device: the first console
        00000002                               SAFE
      `),
    ));

  test('stream data, its end, and its abort', () => {
    const stream = (status: number, body?: Uint8Array) =>
      encodeRawFrame(header(domainOpenConsole, messageType.stream, 9, status), body);
    expect(stream(messageStatus.continue, Buffer.from('ls\r'))).toEqual(
      bytes('0000001f 20008086 00000001 000000c9 00000003 00000009 00000002 6c730d'),
    );
    expect(stream(messageStatus.ok)).toEqual(
      bytes('0000001c 20008086 00000001 000000c9 00000003 00000009 00000000'),
    );
    expect(stream(messageStatus.error)).toEqual(
      bytes('0000001c 20008086 00000001 000000c9 00000003 00000009 00000001'),
    );
  });
});

const replies: readonly (readonly [string, Codec<unknown>, string, unknown])[] = [
  ['auth_list', authList.ret, '00000001 00000002    one type: polkit', { types: [2] }],
  [
    'connect_list_all_domains',
    connectListAllDomains.ret,
    `00000002    two domains
     ${WEB1}
     00000002 64620000                      "db"
     00112233 44556677 8899aabb ccddeeff    uuid
     ffffffff                               id -1: not running
     00000002                               the number again`,
    { domains: [web1, { name: 'db', uuid: '00112233-4455-6677-8899-aabbccddeeff', id: -1 }], ret: 2 },
  ],
  ['domain_get_xml_desc', domainGetXmlDesc.ret, '00000004 3c612f3e', { xml: '<a/>' }],
  [
    'connect_get_all_domain_stats',
    connectGetAllDomainStats.ret,
    `00000001    one record
     ${WEB1}
     00000006                                         six parameters
     0000000b 73746174 652e7374 61746500              "state.state"
     00000001 00000001                                int 1
     00000008 76637075 2e6d6178 00000002 80000000     vcpu.max, uint 2^31
     00000001 6c000000 00000003 ffffffff fffffffe     l, llong -2
     0000000f 62616c6c 6f6f6e2e 63757272 656e7400     "balloon.current"
     00000004 00000000 00100000                       ullong 1048576
     00000001 64000000 00000005 3fe00000 00000000     d, double 0.5
     0000000a 6e65742e 302e6e61 6d650000              "net.0.name"
     00000007 00000005 766e6574 30000000              string "vnet0"`,
    {
      retStats: [
        {
          dom: web1,
          params: [
            { field: 'state.state', value: { kind: 'i', value: 1 } },
            { field: 'vcpu.max', value: { kind: 'ui', value: 2147483648 } },
            { field: 'l', value: { kind: 'l', value: -2n } },
            { field: 'balloon.current', value: { kind: 'ul', value: 1048576n } },
            { field: 'd', value: { kind: 'd', value: 0.5 } },
            { field: 'net.0.name', value: { kind: 's', value: 'vnet0' } },
          ],
        },
      ],
    },
  ],
  [
    'node_get_info, whose model is a word for each byte',
    nodeGetInfo.ret,
    `00000078 00000038 00000036    "x86"
     ${'00000000 '.repeat(29).trim()}
     00000000 01000000    16777216 KiB
     00000008 00000bb8 00000001 00000001 00000004 00000002`,
    {
      model: Uint8Array.from([0x78, 0x38, 0x36, ...Array<number>(29).fill(0)]),
      memory: 16777216n,
      cpus: 8,
      mhz: 3000,
      nodes: 1,
      sockets: 1,
      cores: 4,
      threads: 2,
    },
  ],
  [
    'a lifecycle event',
    domainEventCallbackLifecycle.body,
    `00000005    callback 5
     ${WEB1}
     00000002 00000000    started, booted`,
    { callbackID: 5, msg: { dom: web1, event: 2, detail: 0 } },
  ],
  [
    'an error',
    remoteError,
    `0000002a 0000000a    code 42, domain 10
     00000001 00000006 6e6f2056 4d210000    "no VM!"
     00000002                               level: error
     00000000                               no domain
     00000001 00000002 25730000             str1 "%s"
     00000000 00000000                      no str2, no str3
     ffffffff ffffffff                      int1, int2
     00000000                               no network`,
    {
      code: 42,
      domain: 10,
      message: 'no VM!',
      level: 2,
      dom: undefined,
      str1: '%s',
      str2: undefined,
      str3: undefined,
      int1: -1,
      int2: -1,
      net: undefined,
    },
  ],
  ['a hole', streamHole, '00000000 00100000 00000000', { length: 1048576n, flags: 0 }],
];

describe.each(replies)('%s', (_, codec, hex, value) => {
  test('is read as the protocol says', () => expect(decode(codec, bytes(hex))).toEqual(value));

  test('truncated anywhere, it is a violation', () => {
    for (const cut of everyTruncation(bytes(hex)))
      expect(() => decode(codec, cut)).toThrow(ProtocolViolation);
  });
});

test('a reply is decoded the same wherever the socket cuts it', () => {
  const reply = bytes(`
    00000024 20008086 00000001 0000000e    36 bytes, procedure 14
    00000001 00000007 00000000             reply, serial 7, ok
    00000004 3c612f3e                      "<a/>"
  `);
  for (const [head, tail] of everyCut(reply)) {
    const reader = new FrameReader();
    const [frame, ...more] = [...reader.push(head), ...reader.push(tail)];
    expect(more).toEqual([]);
    expect(decode(domainGetXmlDesc.ret, frame!.body)).toEqual({ xml: '<a/>' });
  }
});
