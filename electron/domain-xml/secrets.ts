// The text of the XML tab: laid out by one writer so that definitions can be compared, and without what is secret.
import { parse } from '../xml/parse.ts';
import { serialiseIndented } from '../xml/serialise.ts';
import { attribute, elements, setAttribute, setText, type XmlTree } from '../xml/tree.ts';
import { HIDDEN_PASSWORD } from './consoles.ts';

/**
 * A machine's definition laid out anew, passwords of displays and cookies of network disks replaced, as libvirt does
 * unless it is asked for them. Secrets of storage are never in a definition, only their names. Throws `XmlFault`.
 */
export function withoutSecrets(xml: string): string {
  const domain = parse(xml);
  hideSecrets(domain);
  return serialiseIndented(domain);
}

/** Any document laid out anew. Throws `XmlFault`. */
export function normalised(xml: string): string {
  return serialiseIndented(parse(xml));
}

function hideSecrets(domain: XmlTree): void {
  for (const graphics of elements(domain, 'devices/graphics')) {
    if (attribute(graphics, 'passwd') !== undefined) setAttribute(graphics, 'passwd', HIDDEN_PASSWORD);
  }
  for (const cookie of elements(domain, 'devices/disk/source/cookies/cookie'))
    setText(cookie, HIDDEN_PASSWORD);
  for (const cookie of elements(domain, 'devices/disk/mirror/source/cookies/cookie'))
    setText(cookie, HIDDEN_PASSWORD);
}
