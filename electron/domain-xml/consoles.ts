// The displays and serial devices of a machine, and how its pointer moves.
import type { PointerKind } from '../../shared/model/console.ts';
import { parse } from '../xml/parse.ts';
import { attribute, childOf, elements, type XmlElement, type XmlTree } from '../xml/tree.ts';
import { endpointOf } from './endpoint.ts';
import { present } from './present.ts';
import { countOf } from './units.ts';

export interface DisplayFacts {
  /** `vnc`, `spice`, `sdl`, … */
  readonly type: string;
  /** A UNIX socket; then there is no address. */
  readonly socket?: string;
  readonly address?: string;
  /** Absent while it is off, or when it listens nowhere. */
  readonly port?: number;
  readonly websocketPort?: number;
  /** As far as the definition tells: see `password`. */
  readonly passwordSet: boolean;
  /** Only in a definition that was read with the SECURE flag, without which libvirt hides it; must not leave the engine. */
  readonly password?: string;
  /** ms since 1970 */
  readonly passwordExpiresAtMs?: number;
}

export interface SerialFacts {
  readonly kind: 'serial' | 'console';
  /** `pty`, `file`, `unix`, `tcp`, … */
  readonly type: string;
  /** Only while it runs, e.g. `serial0`. */
  readonly alias?: string;
  readonly targetType?: string;
  /** Where it leads, e.g. `/dev/pts/3`. */
  readonly source?: string;
}

export interface ConsoleFacts {
  readonly displays: readonly DisplayFacts[];
  readonly pointer: PointerKind;
  readonly serials: readonly SerialFacts[];
}

/** Reads a definition, running or stored. Throws `XmlFault`. */
export function readConsoles(xml: string): ConsoleFacts {
  const domain = parse(xml);
  const inputs = elements(domain, 'devices/input').map((input) => attribute(input, 'type'));
  return {
    displays: elements(domain, 'devices/graphics').map(readDisplay),
    pointer: inputs.includes('tablet') ? 'absolute' : 'relative',
    serials: readSerials(domain),
  };
}

function readDisplay(graphics: XmlElement): DisplayFacts {
  const listen = childOf(graphics, 'listen');
  const password = attribute(graphics, 'passwd');
  const socket = attribute(listen, 'socket') ?? attribute(graphics, 'socket');
  const listens = socket === undefined && attribute(listen, 'type') !== 'none';
  return present({
    type: attribute(graphics, 'type') ?? '',
    socket,
    address: listens ? (attribute(listen, 'address') ?? attribute(graphics, 'listen')) : undefined,
    port: listens ? portOf(attribute(graphics, 'port')) : undefined,
    websocketPort: listens ? portOf(attribute(graphics, 'websocket')) : undefined,
    passwordSet: password !== undefined,
    password,
    passwordExpiresAtMs: timeOf(attribute(graphics, 'passwdValidTo')),
  });
}

/** `-1` stands for a port that is chosen at start. */
function portOf(value: string | undefined): number | undefined {
  const port = countOf(value);
  return port === undefined || port < 1 || port > 65_535 ? undefined : port;
}

/** libvirt writes UTC without saying so. */
function timeOf(value: string | undefined): number | undefined {
  const ms = Date.parse(`${value ?? ''}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** A console of target type `serial` is the first serial device once more. */
function readSerials(domain: XmlTree): readonly SerialFacts[] {
  const serials = elements(domain, 'devices/serial').map((device) => readSerial(device, 'serial'));
  const consoles = elements(domain, 'devices/console').map((device) => readSerial(device, 'console'));
  const own = consoles.filter(({ targetType }) => serials.length === 0 || targetType !== 'serial');
  return [...serials, ...own];
}

function readSerial(device: XmlElement, kind: SerialFacts['kind']): SerialFacts {
  return present({
    kind,
    type: attribute(device, 'type') ?? '',
    alias: attribute(childOf(device, 'alias'), 'name'),
    targetType: attribute(childOf(device, 'target'), 'type'),
    source: endpointOf(device),
  });
}
