// Secrets that a server keeps for disks and the like.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { connectListAllSecrets } from '../../../electron/libvirt/protocol/connect.gen.ts';
import { VirErrorNumber } from '../../../electron/libvirt/protocol/constants.gen.ts';
import {
  secretDefineXml,
  secretGetValue,
  secretGetXmlDesc,
  secretLookupByUsage,
  secretLookupByUuid,
  secretSetValue,
  secretUndefine,
} from '../../../electron/libvirt/protocol/secret.gen.ts';
import { refusalOf, type Visit } from './visit.ts';

const VOLUME = 1;

export function secretsSuite(visit: () => Visit): void {
  describe('a secret', () => {
    test('is defined, given a value, read and undefined, and whoever listens is told', async ({ skip }) => {
      const { call, events, server } = visit();
      skip(server.lacks?.includes('secrets') === true);
      const uuid = randomUUID();
      const usage = '/suite/secret.luks';
      const xml = `<secret ephemeral='yes' private='no'><uuid>${uuid}</uuid><usage type='volume'><volume>${usage}</volume></usage></secret>`;
      const mine = (event: { readonly secret: { readonly uuid: string } }) => event.secret.uuid === uuid;
      await events.after(() => call(secretDefineXml, { xml, flags: 0 }), 'secret-lifecycle', mine);
      const secret = { uuid, usageType: VOLUME, usageID: usage };
      expect(await call(secretLookupByUuid, { uuid })).toEqual({ secret });
      expect(await call(secretLookupByUsage, { usageType: VOLUME, usageID: usage })).toEqual({ secret });
      expect((await call(connectListAllSecrets, { needResults: 1, flags: 0 })).secrets).toContainEqual(
        secret,
      );
      expect((await call(secretGetXmlDesc, { secret, flags: 0 })).xml).toContain(usage);
      expect((await refusalOf(call(secretGetValue, { secret, flags: 0 }))).code).toBe(
        VirErrorNumber.VIR_ERR_NO_SECRET,
      );
      const value = Buffer.from('\0open sesame\xff', 'latin1');
      await events.after(
        () => call(secretSetValue, { secret, value, flags: 0 }),
        'secret-value-change',
        mine,
      );
      expect(Buffer.from((await call(secretGetValue, { secret, flags: 0 })).value).equals(value)).toBe(true);
      await events.after(() => call(secretUndefine, { secret }), 'secret-lifecycle', mine);
      expect((await refusalOf(call(secretLookupByUuid, { uuid }))).code).toBe(
        VirErrorNumber.VIR_ERR_NO_SECRET,
      );
    });
  });
}
