// Reads what a page sends. Pages are ours, but what they send is checked like anything from outside.
import { z } from 'zod';
import type { ChannelOpening, Hello, PageMessage } from '../../shared/ipc.ts';

const method = z.string().max(64);
const id = z.int().min(0);

const opening = z.strictObject({ type: z.literal('open'), method, input: z.unknown() });

const message = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('request'), id, method, input: z.unknown() }),
  z.strictObject({ type: z.literal('cancel'), id }),
  z.strictObject({ type: z.literal('seen'), pushes: z.int().min(0) }),
  opening,
]);

const hello = z.strictObject({ token: z.string().max(256), channel: opening.optional() });

export function readPageMessage(packet: unknown): PageMessage | undefined {
  return message.safeParse(packet).data;
}

export function readOpening(packet: unknown): ChannelOpening | undefined {
  return opening.safeParse(packet).data;
}

export function readHello(packet: unknown): Hello | undefined {
  const { data } = hello.safeParse(packet);
  if (data === undefined) return undefined;
  return data.channel === undefined ? { token: data.token } : { token: data.token, channel: data.channel };
}
