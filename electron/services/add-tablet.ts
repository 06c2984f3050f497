// Gives a machine an absolute pointer: in its stored definition, and at once where it runs and can take one.
import { addTablet } from '../domain-xml/tablet.ts';
import { type DomainEntry, isActive } from '../inventory/domain-entry.ts';
import { LibvirtError } from '../libvirt/errors.ts';
import type { RoutedCallOptions } from '../libvirt/host-link.ts';
import { VirDomainModificationImpact as Impact } from '../libvirt/protocol/constants.gen.ts';
import { domainAttachDeviceFlags } from '../libvirt/protocol/domain.gen.ts';
import { parse } from '../xml/parse.ts';
import type { Host } from './host.ts';
import { RequestFailed, unknownObject } from './request-failed.ts';
import { readable } from './unreadable.ts';

const DEADLINE_MS = 60_000;

/** Fails as `conflict` when there is nothing left to add. */
export async function addTabletTo(
  host: Host,
  { ref: { uuid } }: DomainEntry,
  signal: AbortSignal,
): Promise<{ readonly live: boolean }> {
  host.demandWritable();
  return await host.lines.run(
    { uuid, what: 'add-tablet', signal, deadlineMs: DEADLINE_MS },
    async (options) => {
      // It may have changed while this request waited for its turn.
      const entry = host.inventory.domains.get(uuid);
      if (entry === undefined) throw unknownObject('domain');
      const stored = entry.persistent ? await tabletFor(host, uuid, true) : undefined;
      const running = isActive(entry) ? await tabletFor(host, uuid, false) : undefined;
      if (stored === undefined && running === undefined) {
        throw new RequestFailed({ kind: 'conflict', message: 'the machine has a tablet already' });
      }
      if (stored !== undefined)
        await attach({ host, entry, options }, stored, Impact.VIR_DOMAIN_AFFECT_CONFIG);
      const live =
        running !== undefined && (await attachLive({ host, entry, options }, running, stored !== undefined));
      await host.inventory.readDomainAgain(entry.ref);
      return { live };
    },
  );
}

async function tabletFor(host: Host, uuid: string, inactive: boolean): Promise<string | undefined> {
  const xml = await host.domainXml(uuid, { secure: false, inactive });
  return readable(() => addTablet(parse(xml)));
}

interface Target {
  readonly host: Host;
  readonly entry: DomainEntry;
  readonly options: RoutedCallOptions;
}

function attach(
  { host, entry: { ref: dom }, options }: Target,
  xml: string,
  flags: number,
): Promise<unknown> {
  return host.demandLink().call(domainAttachDeviceFlags, { dom, xml, flags }, options);
}

/** A machine without a free USB port cannot take it while it runs; the stored definition then has it for the next start. */
async function attachLive(target: Target, xml: string, isStored: boolean): Promise<boolean> {
  try {
    await attach(target, xml, Impact.VIR_DOMAIN_AFFECT_LIVE);
    return true;
  } catch (error) {
    if (isStored && error instanceof LibvirtError) return false;
    throw error;
  }
}
