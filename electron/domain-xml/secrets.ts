// The text of the XML tab: laid out by one writer so that definitions can be compared, and without what is secret.
import { parse } from '../xml/parse.ts';
import { serialiseIndented } from '../xml/serialise.ts';
import { childElements, elements, remove, setAttribute, type XmlElement } from '../xml/tree.ts';

/**
 * A machine's definition laid out anew, without passwords of displays and cookies of network disks, which libvirt
 * leaves out as well unless it is asked for them. Secrets of storage are in no definition, only their names.
 * Throws `XmlFault`.
 */
export function withoutSecrets(xml: string): string {
  const domain = parse(xml);
  for (const graphics of elements(domain, 'devices/graphics')) setAttribute(graphics, 'passwd', undefined);
  for (const disk of elements(domain, 'devices/disk')) dropCookies(disk);
  return serialiseIndented(domain);
}

/** Any document laid out anew. Throws `XmlFault`. */
export function normalised(xml: string): string {
  return serialiseIndented(parse(xml));
}

/** A source can stand below a disk, its mirror and each file behind it. */
function dropCookies(place: XmlElement): void {
  for (const child of childElements(place)) {
    if (child.name === 'cookies') remove(child);
    else dropCookies(child);
  }
}
