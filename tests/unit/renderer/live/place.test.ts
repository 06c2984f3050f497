import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOf, type Place, placeOf, tabIdOf } from '../../../../renderer/live/place.ts';
import { bridgeKey, domainKey, networkKey, poolKey } from '../../../../shared/model/keys.ts';
import { LAPTOP, uuidOf } from '../../../support/sample-world.ts';

const places: readonly Place[] = [
  { page: 'machines' },
  { page: 'machines', connection: LAPTOP },
  { page: 'group', group: 'Lab/Web & co/生产' },
  { page: 'search', query: '(tag:web OR state:off) mem>4G "100 %"' },
  { page: 'search', query: '' },
  { page: 'host', connection: LAPTOP },
  { page: 'machine', domain: domainKey(LAPTOP, uuidOf(1)) },
  { page: 'machine', domain: domainKey(LAPTOP, uuidOf(1)), tab: 'screen' },
  { page: 'networks', connection: LAPTOP },
  { page: 'pools', connection: LAPTOP },
  { page: 'bridges', connection: LAPTOP },
  { page: 'network', network: networkKey(LAPTOP, uuidOf(2)) },
  { page: 'pool', pool: poolKey(LAPTOP, uuidOf(3)) },
  { page: 'bridge', bridge: bridgeKey(LAPTOP, 'br0') },
  { page: 'settings' },
  { page: 'about' },
  { page: 'terminal', connection: LAPTOP },
  { page: 'host-shell', connection: LAPTOP },
  { page: 'virsh-shell', connection: LAPTOP },
  { page: 'guest-shell', domain: domainKey(LAPTOP, uuidOf(1)), address: '192.168.122.17' },
  { page: 'guest-shell', domain: domainKey(LAPTOP, uuidOf(1)), address: 'fd00::18', user: 'me@corp' },
];

describe('the address of a place', () => {
  test.each(places)('leads back to it: %j', (place) => expect(placeOf(hashOf(place))).toEqual(place));

  test('names any bridge, whatever the host calls it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (name) => {
        const place = { page: 'bridge', bridge: bridgeKey(LAPTOP, name) } as const;
        expect(placeOf(hashOf(place))).toEqual(place);
      }),
    );
  });

  test.each([
    '',
    '#',
    '#/nowhere',
    '#/host',
    '#/host/../..',
    '#/machine/c1/not-a-uuid',
    '#/%E0%A4%A',
    '#/pool/C1/x',
    '#/virsh-shell',
    `#/guest-shell/c1/${uuidOf(1)}`,
    `#/guest-shell/c1/${uuidOf(1)}/-oProxyCommand=x`,
    `#/guest-shell/c1/${uuidOf(1)}/10.0.0.1/-l`,
    `#/guest-shell/c1/${uuidOf(1)}/10.0.0.1/a%20b`,
  ])('that names nothing is no place: %s', (hash) => expect(placeOf(hash)).toBeUndefined());

  test('an unknown inner tab falls back to the machine', () => {
    const domain = domainKey(LAPTOP, uuidOf(1));
    expect(placeOf(`${hashOf({ page: 'machine', domain })}/nonsense`)).toEqual({ page: 'machine', domain });
  });

  test('inner tabs of a machine share one tab of the window', () => {
    const domain = domainKey(LAPTOP, uuidOf(1));
    expect(tabIdOf({ page: 'machine', domain, tab: 'xml' })).toBe(tabIdOf({ page: 'machine', domain }));
  });
});
