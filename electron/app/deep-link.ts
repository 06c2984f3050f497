// `guesthouse://connect?uri=…`: any web page or mail can hold one, so it can only ask a person to add a host.
import { hasControlCharacters } from '../../shared/control-characters.ts';
import type { RefusedLink } from '../../shared/outside.ts';
import { faultOfForeignUri } from '../services/foreign-uri.ts';

/** The scheme that the desktop hands to us. */
export const LINK_SCHEME = 'guesthouse';

export type DeepLink = { readonly uri: string } | RefusedLink;

const LONGEST = 2048;
const SHAPE = /^guesthouse:\/\/([^/?#]*)\/?(?:\?([^#]*))?$/i;

/** Reads a link; nothing in it is forgiven, since nobody types one by hand. */
export function readDeepLink(link: string): DeepLink {
  if (link.length > LONGEST) return { fault: 'too-long' };
  const [whole, action = '', query = ''] = SHAPE.exec(link) ?? [];
  if (whole === undefined || hasControlCharacters(link)) return { fault: 'malformed' };
  if (action.toLowerCase() !== 'connect') return { fault: 'other-action', detail: action };
  const parameters = readParameters(query);
  if (parameters === undefined) return { fault: 'malformed' };
  const stranger = parameters.find(({ name }) => name !== 'uri');
  if (stranger !== undefined) return { fault: 'other-parameter', detail: stranger.name };
  const [first, second] = parameters;
  if (second !== undefined) return { fault: 'several-uris' };
  if (first === undefined || first.value === '') return { fault: 'no-uri' };
  return faultOfForeignUri(first.value) ?? { uri: first.value };
}

interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** Undefined where an escape makes no sense. A plus stays one: `qemu+ssh`. */
function readParameters(query: string): readonly Parameter[] | undefined {
  try {
    return query
      .split('&')
      .filter((part) => part !== '')
      .map((part) => {
        const [name = '', ...value] = part.split('=');
        return { name: decodeURIComponent(name), value: decodeURIComponent(value.join('=')) };
      });
  } catch {
    return undefined;
  }
}
