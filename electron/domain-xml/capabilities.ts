// What a host is and what it can run. The document is long, some 50 kB of machine types, and each connection begins with it.
import type { HostFacts } from '../../shared/model/host.ts';
import { readXml, type XmlCursor } from '../xml/cursor.ts';

export type CapabilitiesFacts = Pick<HostFacts, 'arch' | 'cpuModel' | 'guests'>;

type Processor = Pick<CapabilitiesFacts, 'arch' | 'cpuModel'>;
type Guest = CapabilitiesFacts['guests'][number];

const UNTOLD: Processor = { arch: '', cpuModel: '' };

/** What is not told is empty. Throws `XmlFault`. */
export function readCapabilities(xml: string): CapabilitiesFacts {
  return readXml(xml, (_root, cursor) => {
    let processor = UNTOLD;
    const guests: Guest[] = [];
    cursor.children((name) => {
      if (name === 'host') processor = readHost(cursor);
      else if (name === 'guest') guests.push(readGuest(cursor));
    });
    return { ...processor, guests };
  });
}

function readHost(cursor: XmlCursor): Processor {
  let processor = UNTOLD;
  cursor.children((name) => {
    if (name === 'cpu') processor = readProcessor(cursor);
  });
  return processor;
}

function readProcessor(cursor: XmlCursor): Processor {
  let arch = '';
  let cpuModel = '';
  cursor.children((name) => {
    if (name === 'arch') arch = cursor.text();
    else if (name === 'model') cpuModel = cursor.text();
  });
  return { arch, cpuModel };
}

function readGuest(cursor: XmlCursor): Guest {
  let osType = '';
  let arch = '';
  const types: string[] = [];
  cursor.children((name) => {
    if (name === 'os_type') osType = cursor.text();
    if (name !== 'arch') return;
    arch = cursor.attribute('name') ?? '';
    cursor.children((inner) => {
      if (inner === 'domain') types.push(cursor.attribute('type') ?? '');
    });
  });
  return { osType, arch, types };
}
