// The icon is main's and the model is the engine's: what the two say about it, over the engine's parent port.
import { z } from 'zod';
import { connectionId, domainKey } from '../../shared/checks.ts';
import type { Failure } from '../../shared/failure.ts';
import { DOMAIN_ACTIONS } from '../../shared/model/domain.ts';
import { TRAY_ACTIONS, type TrayHost, type TrayListener, type TrayWatch } from '../services/tray.ts';

const wish = z.discriminatedUnion('type', [
  z.object({ type: z.literal('tray-watch'), on: z.boolean() }),
  z.object({ type: z.literal('tray-act'), domain: domainKey, action: z.enum(TRAY_ACTIONS) }),
  z.object({ type: z.literal('tray-connect'), host: connectionId, on: z.boolean() }),
]);
/** What main asks of the engine. */
export type TrayWish = z.output<typeof wish>;

const HOST_STATES = ['connecting', 'connected', 'disconnected', 'failed', 'lost'] as const;

const host: z.ZodType<TrayHost> = z.object({
  id: connectionId,
  name: z.string(),
  state: z.enum(HOST_STATES),
  running: z.int(),
  total: z.int(),
  machines: z.array(
    z.object({
      key: domainKey,
      name: z.string(),
      active: z.boolean(),
      actions: z.array(z.enum(TRAY_ACTIONS)),
    }),
  ),
});
const failure = z.custom<Failure>((value) => typeof value === 'object' && value !== null && 'kind' in value);
const news = z.discriminatedUnion('type', [
  z.object({ type: z.literal('tray-board'), hosts: z.array(host) }),
  z.object({ type: z.literal('tray-failed'), machine: z.string(), action: z.enum(DOMAIN_ACTIONS), failure }),
]);
/** What the engine tells main. */
export type TrayNews = z.output<typeof news>;

/** Undefined for messages of other kinds. */
export function readTrayNews(message: unknown): TrayNews | undefined {
  return news.safeParse(message).data;
}

/** Does what main asks; messages of other kinds are none of its business. */
export function answerTray(tray: TrayWatch, message: unknown): void {
  const { data } = wish.safeParse(message);
  if (data?.type === 'tray-watch') tray.watch(data.on);
  if (data?.type === 'tray-act') void tray.act(data.domain, data.action);
  if (data?.type === 'tray-connect') tray.connect(data.host, data.on);
}

/** Tells main. */
export function trayNewsTo(post: (message: TrayNews) => void): TrayListener {
  return {
    board: (hosts) => post({ type: 'tray-board', hosts: [...hosts] } satisfies TrayNews),
    failed: (failed) => post({ type: 'tray-failed', ...failed }),
  };
}
