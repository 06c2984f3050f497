// What a machine's metadata says that lists need: our tags and group, and libosinfo's name of the system inside.
// Others write there too, so elements count by their namespace, and a name that cannot be one is left out.
import { HOST_COLOURS, type HostColour } from '../../shared/model/connect.ts';
import {
  type Group,
  groupPath,
  LABELS_URI,
  labelName,
  MOST_TAGS,
  type Tag,
} from '../../shared/model/labels.ts';
import { readXml, type XmlCursor } from '../xml/cursor.ts';

const LIBOSINFO_URI = 'http://libosinfo.org/xmlns/libvirt/domain/1.0';
/** Longer ones name no system. */
const OS_ID_MOST_LENGTH = 256;

export interface LabelFacts {
  readonly tags: readonly Tag[];
  readonly group?: Group;
}

/** What is found is added; what stands there already counts. */
export interface MetadataFacts extends LabelFacts {
  osId?: string;
  group?: Group;
  readonly tags: Tag[];
}

/** Reads the inside of `<metadata>`, on which `cursor` stands. */
export function readMetadata(cursor: XmlCursor, facts: MetadataFacts): void {
  cursor.children((name) => {
    const uri = cursor.attribute(bindingOf(name));
    if (uri === LABELS_URI && localName(name) === 'labels') readLabels(name, cursor, facts);
    else if (uri === LIBOSINFO_URI) readLibosinfo(cursor, facts);
  });
}

/**
 * Reads our element by itself, as libvirt hands it out: mostly without its namespace (`label-edit.ts`).
 * Throws `XmlFault`.
 */
export function readLabelsElement(xml: string): LabelFacts {
  return readXml(xml, (name, cursor) => {
    const facts: MetadataFacts = { tags: [] };
    if (localName(name) === 'labels') readLabels(name, cursor, facts);
    return facts;
  });
}

/** The attribute that binds the prefix of an element: libvirt writes it on the element itself. */
function bindingOf(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? 'xmlns' : `xmlns:${name.slice(0, colon)}`;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function readLibosinfo(cursor: XmlCursor, facts: MetadataFacts): void {
  cursor.children((name) => {
    const id = localName(name) === 'os' ? cursor.attribute('id') : undefined;
    if (id !== undefined && id !== '' && id.length <= OS_ID_MOST_LENGTH) facts.osId ??= id;
  });
}

/** What stands inside counts where it has the namespace of the element around it. */
function readLabels(outer: string, cursor: XmlCursor, facts: MetadataFacts): void {
  const seen = new Set(facts.tags.map(({ name }) => name));
  const binding = bindingOf(outer);
  cursor.children((element) => {
    if (bindingOf(element) !== binding || (cursor.attribute(binding) ?? LABELS_URI) !== LABELS_URI) return;
    const kind = localName(element);
    const colour = colourOf(cursor.attribute('colour'));
    if (kind === 'group') {
      const path = groupPath(cursor.attribute('path') ?? '');
      if (path !== undefined) facts.group ??= { path, ...colour };
    }
    if (kind !== 'tag' || seen.size >= MOST_TAGS) return;
    const name = labelName(cursor.attribute('name') ?? '');
    if (name === undefined || seen.has(name)) return;
    seen.add(name);
    facts.tags.push({ name, ...colour });
  });
}

/** One of our colours; anything else is none. */
export function colourOf(text: string | undefined): { readonly colour?: HostColour } {
  const colour = HOST_COLOURS.find((one) => one === text);
  return colour === undefined || colour === 'none' ? {} : { colour };
}
