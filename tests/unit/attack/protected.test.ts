// What a SASL login protects, changed on its way: whatever is handed on is what was sent.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ByteTransport, TransportHandlers } from '../../../electron/libvirt/rpc/byte-transport.ts';
import { chooseCipher } from '../../../electron/libvirt/sasl/digest-cipher.ts';
import { digestLayer } from '../../../electron/libvirt/sasl/digest-layer.ts';
import { LayeredTransport } from '../../../electron/libvirt/sasl/security-layer.ts';
import { ProtocolViolation } from '../../../electron/libvirt/xdr/violation.ts';
import { Random } from '../../support/faults/random.ts';
import { mutated } from '../../support/faults/spoiled.ts';

const key = createHash('md5').update('session').digest();

/** A way that leads nowhere: bytes are put into it by hand. */
class Hand implements ByteTransport {
  handlers: TransportHandlers | undefined;
  destroyed = false;
  readonly bufferedBytes = 0;

  open(handlers: TransportHandlers): void {
    this.handlers = handlers;
  }

  write(): void {}

  setReading(): void {}

  end(): void {}

  destroy(): void {
    this.destroyed = true;
  }
}

function layers(name: string) {
  const cipher = chooseCipher([name])!;
  return [digestLayer(key, cipher, 65_536, 'client'), digestLayer(key, cipher, 65_536, 'server')] as const;
}

/** Messages of the server as they go over the wire. */
function wired(name: string, messages: readonly Uint8Array[]): readonly Buffer[] {
  const [, server] = layers(name);
  return messages.map((message) => {
    const wrapped = server.wrap(message);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(wrapped.length);
    return Buffer.concat([length, wrapped]);
  });
}

/** What our side makes of these bytes, given to it in pieces. */
function received(name: string, bytes: Buffer, random: Random) {
  const hand = new Hand();
  const transport = new LayeredTransport(hand);
  const [client] = layers(name);
  const pieces: Uint8Array[] = [];
  const ends: (Error | undefined)[] = [];
  transport.open({
    data: (piece) => pieces.push(new Uint8Array(piece)),
    drained: () => undefined,
    closed: (reason) => ends.push(reason),
  });
  transport.protect(client);
  for (let at = 0; at < bytes.length && !hand.destroyed; ) {
    const next = Math.min(bytes.length, at + random.from(1, 64));
    hand.handlers?.data(bytes.subarray(at, next));
    at = next;
  }
  return { plain: Buffer.concat(pieces), ends, destroyed: hand.destroyed };
}

const messages = fc.array(fc.uint8Array({ minLength: 1, maxLength: 200 }), { minLength: 1, maxLength: 6 });

describe.each(['rc4', '3des', 'rc4-56'])('with %s', (name) => {
  test('what nobody has changed arrives, wherever it was cut', () => {
    fc.assert(
      fc.property(messages, fc.nat(), (sent, seed) => {
        const { plain, ends } = received(name, Buffer.concat(wired(name, sent)), new Random(seed));
        expect(plain.equals(Buffer.concat(sent))).toBe(true);
        expect(ends).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('of what was changed nothing arrives but what came before the change, and the way is ended once', () => {
    let refused = 0;
    fc.assert(
      fc.property(messages, fc.nat(), fc.nat(), (sent, which, seed) => {
        const random = new Random(seed);
        const wire = [...wired(name, sent)];
        const at = which % wire.length;
        wire[at] = mutated(wire[at]!, random);
        const { plain, ends, destroyed } = received(name, Buffer.concat(wire), random);
        expect(Buffer.concat(sent).subarray(0, plain.length).equals(plain)).toBe(true);
        expect(destroyed).toBe(ends.length === 1);
        for (const end of ends) expect(end).toBeInstanceOf(ProtocolViolation);
        refused += ends.length;
      }),
      { numRuns: 1500 },
    );
    expect(refused).toBeGreaterThan(500);
  });
});
