// Where a serial, parallel, console or channel device leads on the host.
import { attribute, childOf, elements, type XmlElement } from '../xml/tree.ts';

/** A path, or `host:service`; `undefined` when it leads nowhere or is not yet known. */
export function endpointOf(device: XmlElement): string | undefined {
  const sources = elements(device, 'source');
  // UDP has one source to bind and one to connect to; the latter is where it leads.
  const source = sources.find((one) => attribute(one, 'mode') === 'connect') ?? sources[0];
  const path = attribute(source, 'path') ?? attribute(device, 'tty') ?? attribute(source, 'channel');
  if (path !== undefined) return path;
  const service = attribute(source, 'service');
  if (service !== undefined) return `${attribute(source, 'host') ?? ''}:${service}`;
  return attribute(childOf(device, 'source'), 'dev');
}
