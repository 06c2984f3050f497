// What somebody wants of the app from outside of it: a first start, a further one, a link. All of it is only told to a page.
import type { WebContents } from 'electron';
import type { Outside } from '../../shared/outside.ts';
import type { CommandLine } from './command-line.ts';
import { readDeepLink } from './deep-link.ts';

/** What a further start hands to the first. */
export type Visit = Pick<CommandLine, 'uris' | 'links' | 'show' | 'systray'>;

/** What a link comes to. */
export function outsideOfLink(link: string): Outside {
  const read = readDeepLink(link);
  return 'uri' in read ? { kind: 'host', uri: read.uri, from: 'link' } : { kind: 'refused', link, why: read };
}

/** What the first start has to tell its window; the hosts that it named are opened by the engine. */
export function firstWishes({ links, show }: Visit): readonly Outside[] {
  return [
    ...links.map(outsideOfLink),
    ...(show === undefined ? [] : [{ kind: 'show', wish: show } as const]),
  ];
}

/** What a further start has to tell: its hosts are only offered. */
export function furtherWishes(visited: Visit): readonly Outside[] {
  const hosts = visited.uris.map((uri): Outside => ({ kind: 'host', uri, from: 'start' }));
  return [...hosts, ...firstWishes(visited)];
}

/** Tells the front window, which is opened when there is none. */
export function tell(
  front: () => { readonly webContents: WebContents },
  doorstep: { deliver(page: WebContents, outside: Outside): void },
  wishes: readonly Outside[],
): void {
  if (wishes.length === 0) return;
  const { webContents } = front();
  for (const outside of wishes) doorstep.deliver(webContents, outside);
}
