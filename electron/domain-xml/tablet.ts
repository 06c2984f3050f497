// A pointer that moves absolutely, which is the only kind that noVNC knows.
import { serialiseElement } from '../xml/serialise.ts';
import { append, attribute, childOf, elements, type XmlTree } from '../xml/tree.ts';
import { NoPlaceForDevice } from './failures.ts';

/** Adds a USB tablet and gives its XML for attaching; `undefined` when there is a tablet already. */
export function addTablet(domain: XmlTree): string | undefined {
  const tablets = elements(domain, 'devices/input').filter((input) => attribute(input, 'type') === 'tablet');
  if (tablets.length > 0) return undefined;
  const devices = childOf(domain, 'devices');
  if (devices === undefined) throw new NoPlaceForDevice('input');
  return serialiseElement(append(devices, 'input', { type: 'tablet', bus: 'usb' }));
}
