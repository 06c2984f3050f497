// The readers of domain-xml/ as the model uses them: XML that cannot be read is a fact that is missing, never the end
// of a load.
import { type CapabilitiesFacts, readCapabilities } from '../domain-xml/capabilities.ts';
import { readInterface, readNetDevice } from '../domain-xml/host-interface.ts';
import { readLabelsElement } from '../domain-xml/labels.ts';
import { readNetwork } from '../domain-xml/network.ts';
import { readPool, readVolume } from '../domain-xml/storage.ts';
import { readDomainSummary } from '../domain-xml/summary.ts';
import { XmlFault } from '../xml/fault.ts';

/** `read`, which yields nothing for XML that cannot be read. */
function tolerant<T>(read: (xml: string) => T): (xml: string) => T | undefined {
  return (xml) => {
    try {
      return read(xml);
    } catch (error) {
      if (error instanceof XmlFault) return undefined;
      throw error;
    }
  };
}

export const domainFacts = tolerant(readDomainSummary);
export const labelFacts = tolerant(readLabelsElement);
export const networkFacts = tolerant(readNetwork);
export const poolFacts = tolerant(readPool);
export const volumeFacts = tolerant(readVolume);
export const interfaceFacts = tolerant(readInterface);
export const netDeviceFacts = tolerant(readNetDevice);

const capabilities = tolerant(readCapabilities);

export function capabilitiesFacts(xml: string): CapabilitiesFacts {
  return capabilities(xml) ?? { arch: '', cpuModel: '', guests: [] };
}
