// The devices of a machine in words: one function per element that libvirt knows; any other is listed by its name.
import type { DeviceLine } from '../../shared/model/domain.ts';
import { attribute, childElements, childOf, find, text, type XmlElement, type XmlTree } from '../xml/tree.ts';
import { endpointOf } from './endpoint.ts';
import { present } from './present.ts';

type Fields = { readonly [Field in keyof DeviceLine]?: DeviceLine[Field] | undefined } & {
  readonly kind: DeviceLine['kind'];
};

/** All devices in the order of the definition. The program that emulates them is none, nor is the first serial device told twice. */
export function readDevices(domain: XmlTree): readonly DeviceLine[] {
  const devices = childElements(childOf(domain, 'devices'));
  const serial = devices.some(({ name }) => name === 'serial');
  return devices
    .filter((device) => device.name !== 'emulator' && !(serial && isSerialConsole(device)))
    .map(readDevice);
}

/** libvirt writes the first serial device once more as a console. */
function isSerialConsole(device: XmlElement): boolean {
  return device.name === 'console' && attribute(childOf(device, 'target'), 'type') === 'serial';
}

function readDevice(device: XmlElement): DeviceLine {
  const alias = attribute(childOf(device, 'alias'), 'name');
  const model = attribute(childOf(device, 'model'), 'type') ?? attribute(device, 'model');
  const fields = { name: alias ?? device.name, model, facts: [], ...describe(device) };
  return { ...present(fields), name: fields.name ?? device.name, facts: fields.facts ?? [] };
}

function describe(device: XmlElement): Fields {
  const type = attribute(device, 'type');
  switch (device.name) {
    case 'disk':
      return disk(device);
    case 'interface':
      return networkInterface(device);
    case 'graphics':
      return { kind: 'graphics', ...named(type), source: graphicsSource(device) };
    case 'video':
      return { kind: 'video', facts: all(attribute(childOf(device, 'model'), 'heads')) };
    case 'sound':
      return { kind: 'sound' };
    case 'input':
      return { kind: 'input', ...named(type), facts: all(attribute(device, 'bus')) };
    case 'serial':
    case 'parallel':
    case 'console':
    case 'channel':
      return characterDevice(device, device.name);
    case 'controller':
      return { kind: 'controller', ...named(`${type ?? ''}${attribute(device, 'index') ?? ''}`) };
    case 'hostdev':
      return { kind: 'hostdev', source: hostdevSource(device), facts: all(type) };
    case 'filesystem':
      return filesystem(device);
    case 'memory':
      return { kind: 'memory', source: sizeOf(find(device, 'target/size')) };
    case 'shmem':
      return { kind: 'shmem', ...named(attribute(device, 'name')), source: sizeOf(childOf(device, 'size')) };
    default:
      return backed(device);
  }
}

/** The devices of which only a model and what is behind it are told. */
function backed(device: XmlElement): Fields {
  const source = text(childOf(device, 'backend'))?.trim();
  const backend = attribute(childOf(device, 'backend'), 'type');
  switch (device.name) {
    case 'rng':
      return { kind: 'rng', source: source === '' ? undefined : source };
    case 'tpm':
      return { kind: 'tpm', facts: all(backend, attribute(childOf(device, 'backend'), 'version')) };
    case 'watchdog':
      return { kind: 'watchdog', facts: all(attribute(device, 'action')) };
    case 'vsock':
      return { kind: 'vsock', source: attribute(childOf(device, 'cid'), 'address') };
    case 'redirdev':
    case 'smartcard':
      return {
        kind: device.name,
        facts: all(attribute(device, 'bus'), attribute(device, 'mode'), attribute(device, 'type')),
      };
    case 'memballoon':
    case 'panic':
    case 'iommu':
      return { kind: device.name };
    default:
      return { kind: 'other', name: device.name };
  }
}

function disk(device: XmlElement): Fields {
  const kind = attribute(device, 'device');
  const target = childOf(device, 'target');
  const format = attribute(childOf(device, 'driver'), 'type');
  return {
    kind: kind === 'cdrom' || kind === 'floppy' ? kind : 'disk',
    ...named(attribute(target, 'dev')),
    model: attribute(device, 'model') ?? attribute(target, 'bus'),
    source: diskSource(childOf(device, 'source')),
    facts: all(format, flag(device, 'readonly', 'read-only'), flag(device, 'shareable', 'shared')),
  };
}

function diskSource(source: XmlElement | undefined): string | undefined {
  const pool = attribute(source, 'pool');
  if (pool !== undefined) return `${pool}/${attribute(source, 'volume') ?? ''}`;
  const protocol = attribute(source, 'protocol');
  if (protocol !== undefined) return `${protocol}:${attribute(source, 'name') ?? ''}`;
  return attribute(source, 'file') ?? attribute(source, 'dev') ?? attribute(source, 'dir');
}

function networkInterface(device: XmlElement): Fields {
  const type = attribute(device, 'type') ?? '';
  const source = childOf(device, 'source');
  const link = attribute(childOf(device, 'link'), 'state');
  return {
    kind: 'interface',
    ...named(attribute(childOf(device, 'target'), 'dev')),
    source: attribute(source, 'network') ?? attribute(source, 'bridge') ?? attribute(source, 'dev'),
    mac: attribute(childOf(device, 'mac'), 'address'),
    facts: all(type, link === 'down' ? 'link-down' : undefined),
  };
}

/** Where a viewer connects to: `127.0.0.1:5900`, or a socket; nothing while a port is yet to be chosen. */
function graphicsSource(device: XmlElement): string | undefined {
  const listen = childOf(device, 'listen');
  const socket = attribute(listen, 'socket') ?? attribute(device, 'socket');
  if (socket !== undefined) return socket;
  const port = attribute(device, 'port') ?? attribute(device, 'tlsPort');
  if (port === undefined || port.startsWith('-')) return undefined;
  return `${attribute(listen, 'address') ?? attribute(device, 'listen') ?? ''}:${port}`;
}

function characterDevice(device: XmlElement, kind: 'serial' | 'parallel' | 'console' | 'channel'): Fields {
  const target = childOf(device, 'target');
  return {
    kind,
    model: attribute(target, 'type'),
    source: endpointOf(device),
    facts: all(attribute(device, 'type'), attribute(target, 'name')),
  };
}

function hostdevSource(device: XmlElement): string | undefined {
  const source = childOf(device, 'source');
  const vendor = attribute(childOf(source, 'vendor'), 'id');
  const product = attribute(childOf(source, 'product'), 'id');
  if (vendor !== undefined && product !== undefined) return `${bare(vendor)}:${bare(product)}`;
  const address = childOf(source, 'address');
  const part = (name: string): string => bare(attribute(address, name) ?? '');
  if (attribute(device, 'type') === 'pci')
    return `${part('domain')}:${part('bus')}:${part('slot')}.${part('function')}`;
  return attribute(address, 'uuid') ?? attribute(childOf(source, 'adapter'), 'name');
}

function filesystem(device: XmlElement): Fields {
  const source = childOf(device, 'source');
  return {
    kind: 'filesystem',
    ...named(attribute(childOf(device, 'target'), 'dir')),
    source:
      attribute(source, 'dir') ??
      attribute(source, 'file') ??
      attribute(source, 'name') ??
      attribute(source, 'socket'),
    facts: all(attribute(childOf(device, 'driver'), 'type'), flag(device, 'readonly', 'read-only')),
  };
}

function sizeOf(size: XmlElement | undefined): string | undefined {
  const value = text(size)?.trim();
  return value === undefined ? undefined : `${value} ${attribute(size, 'unit') ?? 'KiB'}`;
}

function bare(hex: string): string {
  return hex.replace(/^0x/, '');
}

function flag(device: XmlElement, name: string, fact: string): string | undefined {
  return childOf(device, name) === undefined ? undefined : fact;
}

/** A name of its own, where there is one; else the alias or the element's name stays. */
function named(name: string | undefined): { readonly name?: string } {
  return name === undefined || name === '' ? {} : { name };
}

function all(...facts: readonly (string | undefined)[]): readonly string[] {
  return facts.flatMap((fact) => (fact === undefined || fact === '' ? [] : [fact]));
}
