// Reads one machine again, or its labels alone, in one round trip.
import { LABELS_URI } from '../../shared/model/labels.ts';
import type { LabelFacts } from '../domain-xml/labels.ts';
import { LibvirtError } from '../libvirt/errors.ts';
import { VirDomainMetadataType, VirErrorNumber } from '../libvirt/protocol/constants.gen.ts';
import {
  domainGetAutostart,
  domainGetMetadata,
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
import { domainFacts, labelFacts } from './read-facts.ts';

/** Tags and group as the machine has them now; `undefined` when its host does not tell them by themselves. */
export async function readLabels(ask: Ask, dom: DomainRef): Promise<LabelFacts | undefined> {
  const type = VirDomainMetadataType.VIR_DOMAIN_METADATA_ELEMENT;
  const found = await attempt(ask(domainGetMetadata, { dom, type, uri: LABELS_URI, flags: 0 }));
  if (!isRefused(found)) return labelFacts(found.metadata);
  const { refused } = found;
  const none = refused instanceof LibvirtError && refused.code === VirErrorNumber.VIR_ERR_NO_DOMAIN_METADATA;
  return none ? { tags: [] } : undefined;
}

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
