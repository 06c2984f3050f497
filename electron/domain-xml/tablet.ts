// A pointer that moves absolutely, which is the only kind that noVNC knows.
import { serialiseElement } from '../xml/serialise.ts';
import { append, attribute, childOf, elements, type XmlElement, type XmlTree } from '../xml/tree.ts';
import { NoPlaceForDevice } from './failures.ts';

/**
 * Adds a tablet and gives its XML for attaching; `undefined` when there is one already. It is a USB tablet, which every
 * system knows, or a virtio one where the machine has no USB. Throws `NoPlaceForDevice`.
 */
export function addTablet(domain: XmlTree): string | undefined {
  const tablets = elements(domain, 'devices/input').filter((input) => attribute(input, 'type') === 'tablet');
  if (tablets.length > 0) return undefined;
  const devices = childOf(domain, 'devices');
  if (devices === undefined) throw new NoPlaceForDevice('input');
  const bus = elements(devices, 'controller').some(isNoUsb) ? 'virtio' : 'usb';
  return serialiseElement(append(devices, 'input', { type: 'tablet', bus }));
}

/** libvirt's way to say that there shall be no USB. */
function isNoUsb(controller: XmlElement): boolean {
  return attribute(controller, 'type') === 'usb' && attribute(controller, 'model') === 'none';
}
