// What the URI of a demo host asks for:
//
//   demo:///default?seed=1&rtt=0                    one host with a machine of each kind
//   demo:///large?domains=1000&hosts=1&host=1       so many machines on so many hosts, of which this is one
//
// `rtt` is the round trip in ms; of 100 machines of a large one `off` are off.
import { InvalidUri } from '../../libvirt/errors.ts';
import type { HostUri } from '../../libvirt/uri.ts';

export interface DemoAddress {
  readonly kind: 'default' | 'large';
  readonly seed: number;
  readonly rttMs: number;
  readonly domains: number;
  readonly hosts: number;
  readonly host: number;
  readonly off: number;
}

type Numbers = Omit<DemoAddress, 'kind'>;

interface Range {
  readonly field: keyof Numbers;
  readonly usual: number;
  readonly min: number;
  readonly max: number;
}

const RANGES: ReadonlyMap<string, Range> = new Map([
  ['seed', { field: 'seed', usual: 1, min: 0, max: 2 ** 31 }],
  ['rtt', { field: 'rttMs', usual: 0, min: 0, max: 10_000 }],
  ['domains', { field: 'domains', usual: 1_000, min: 0, max: 200_000 }],
  ['hosts', { field: 'hosts', usual: 1, min: 1, max: 100 }],
  ['host', { field: 'host', usual: 1, min: 1, max: 100 }],
  ['off', { field: 'off', usual: 15, min: 0, max: 100 }],
]);

/** The most that libvirt lists of one host. */
const DOMAINS_OF_A_HOST = 16_384;

/** Whether a URI names a host inside this program: one with a socket is in another. */
export function isDemo({ driver, transport, client }: HostUri): boolean {
  return driver === 'demo' && transport === 'unix' && client.socket === undefined;
}

/** Reads a URI; throws `InvalidUri` with the part at fault. */
export function demoAddress({ path, remoteName }: Pick<HostUri, 'path' | 'remoteName'>): DemoAddress {
  const kind = kindOf(path);
  const numbers = readNumbers(new URLSearchParams(remoteName.split('?')[1] ?? ''));
  if (numbers.host > numbers.hosts)
    throw new InvalidUri('host', `there is no host ${numbers.host} of ${numbers.hosts}`);
  if (Math.ceil(numbers.domains / numbers.hosts) > DOMAINS_OF_A_HOST)
    throw new InvalidUri('domains', `a host has ${DOMAINS_OF_A_HOST} machines at most: say more hosts`);
  return { kind, ...numbers };
}

function kindOf(path: string): DemoAddress['kind'] {
  if (path === '/default' || path === '/' || path === '') return 'default';
  if (path === '/large') return 'large';
  throw new InvalidUri('path', `the demo hosts are demo:///default and demo:///large, not ${path}`);
}

function readNumbers(query: URLSearchParams): Numbers {
  const numbers = { seed: 0, rttMs: 0, domains: 0, hosts: 0, host: 0, off: 0 };
  for (const name of query.keys()) {
    if (!RANGES.has(name))
      throw new InvalidUri(name, `${name} is not one of ${[...RANGES.keys()].join(', ')}`);
  }
  for (const [name, range] of RANGES) numbers[range.field] = readNumber(name, query.get(name), range);
  return numbers;
}

function readNumber(name: string, text: string | null, { usual, min, max }: Range): number {
  if (text === null) return usual;
  const number = Number(text);
  if (/^\d{1,10}$/.test(text) && number >= min && number <= max) return number;
  throw new InvalidUri(name, `${name}=${text} is not a whole number from ${min} to ${max}`);
}

/** The URIs of all hosts that one URI stands for: `hosts=20` without `host=` means every one of them. */
export function everyHost(uri: HostUri): readonly string[] {
  const { hosts } = demoAddress(uri);
  if (hosts === 1 || new URLSearchParams(uri.remoteName.split('?')[1]).has('host')) return [uri.text];
  return Array.from({ length: hosts }, (_, index) => `${uri.text}&host=${index + 1}`);
}
