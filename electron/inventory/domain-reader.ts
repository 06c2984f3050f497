// Reads one machine again, in one round trip.
import {
  domainGetAutostart,
  domainGetState,
  domainGetXmlDesc,
  domainHasManagedSaveImage,
  domainIsPersistent,
  domainLookupByUuid,
} from '../libvirt/protocol/domain.gen.ts';
import type { DomainRef } from '../libvirt/protocol/values.gen.ts';
import { type Ask, attempt, isGone, isRefused, orElse } from './ask.ts';
import type { DomainReading } from './domain-entry.ts';
import { domainState, stateReason } from './domain-words.ts';
import { domainFacts } from './read-facts.ts';

/** The machine as it is now; `undefined` when its host no longer has it. Throws when the connection ends. */
export async function readDomain(ask: Ask, known: DomainRef): Promise<DomainReading | undefined> {
  const dom = known;
  const [found, state, xml, persistent, autostart, saved] = await Promise.all([
    attempt(ask(domainLookupByUuid, { uuid: dom.uuid })),
    attempt(ask(domainGetState, { dom, flags: 0 })),
    orElse(ask(domainGetXmlDesc, { dom, flags: 0 }), undefined),
    orElse(ask(domainIsPersistent, { dom }), { persistent: 1 }),
    orElse(ask(domainGetAutostart, { dom }), { autostart: 0 }),
    orElse(ask(domainHasManagedSaveImage, { dom, flags: 0 }), { result: 0 }),
  ]);
  if (isRefused(found)) {
    if (isGone(found.refused)) return undefined;
    throw found.refused;
  }
  // Gone between the two answers.
  if (isRefused(state) && isGone(state.refused)) return undefined;
  const { state: number, reason } = isRefused(state) ? { state: 0, reason: 0 } : state;
  return {
    ref: found.dom,
    state: domainState(number),
    reason: stateReason(domainState(number), reason),
    persistent: persistent.persistent !== 0,
    autostart: autostart.autostart !== 0,
    managedSave: saved.result !== 0,
    facts: xml === undefined ? undefined : domainFacts(xml.xml),
  };
}
