import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseUri } from '../../../../electron/libvirt/uri.ts';
import { checkFields } from '../../../../renderer/features/connect/field-check.ts';
import {
  buildUri,
  EMPTY_FIELDS,
  fieldsOf,
  type UriFields,
} from '../../../../renderer/features/connect/uri-builder.ts';
import { checkUri } from '../../../../renderer/features/connect/uri-check.ts';

function fields(change: Partial<UriFields>): UriFields {
  return { ...EMPTY_FIELDS, ...change };
}

describe('a URI from fields', () => {
  test.each<[Partial<UriFields>, string]>([
    [{ preset: 'system' }, 'qemu:///system'],
    [{ preset: 'session' }, 'qemu:///session'],
    [{ preset: 'ssh', host: 'kvm1' }, 'qemu+ssh://kvm1/system'],
    [{ preset: 'ssh', host: ' kvm1 ', user: ' root ' }, 'qemu+ssh://root@kvm1/system'],
    [{ preset: 'ssh', host: 'kvm1', user: 'me@corp', port: '2222' }, 'qemu+ssh://me%40corp@kvm1:2222/system'],
    [{ preset: 'ssh', host: 'kvm1', daemon: 'session' }, 'qemu+ssh://kvm1/session'],
    [{ preset: 'ssh', host: '::1' }, 'qemu+ssh://[::1]/system'],
    [{ preset: 'ssh', host: '[fe80::1%eth0]', port: '22' }, 'qemu+ssh://[fe80::1%25eth0]:22/system'],
    [
      { preset: 'ssh', host: 'kvm1', keyFile: '/keys/a&b=c?' },
      'qemu+ssh://kvm1/system?keyfile=/keys/a%26b%3Dc%3F',
    ],
    [{ preset: 'tls', host: 'kvm1', user: 'unused' }, 'qemu+tls://kvm1/system'],
    [
      { preset: 'tls', host: 'kvm1', port: '1', certificates: '/etc/my pki' },
      'qemu+tls://kvm1:1/system?pkipath=/etc/my%20pki',
    ],
    [{ preset: 'tcp', host: '10.0.0.7' }, 'qemu+tcp://10.0.0.7/system'],
    [{ preset: 'other', uri: ' lxc:///system ' }, 'lxc:///system'],
  ])('%j is %s', (change, uri) => {
    expect(buildUri(fields(change))).toBe(uri);
  });

  test('what a hostile field says cannot leave its place', () => {
    const uri = buildUri(fields({ preset: 'ssh', host: 'a/system?command=x#', user: 'b@c/' }));
    expect(uri).toBe('qemu+ssh://b%40c%2F@a%2Fsystem%3Fcommand%3Dx%23/system');
  });

  test('the engine reads from it what was typed', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9._][A-Za-z0-9._-]{0,20}$/);
    const path = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => `/${text}`);
    fc.assert(
      fc.property(
        word,
        fc.stringMatching(/^[A-Za-z0-9._@%+][A-Za-z0-9._@%+-]{0,20}$/),
        path,
        (host, user, keyFile) => {
          const typed = fields({ preset: 'ssh', host, user, port: '2222', keyFile });
          fc.pre(Object.keys(checkFields(typed)).length === 0);
          const read = parseUri(buildUri(typed));
          expect(read).toMatchObject({ transport: 'ssh', user, host, port: 2222 });
          expect(read.client.keyfile).toBe(keyFile.trim());
        },
      ),
    );
  });

  test('fields without a problem make a URI without one', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 });
    fc.assert(
      fc.property(text, text, text, (host, user, port) => {
        const typed = fields({ preset: 'ssh', host, user, port });
        if (Object.keys(checkFields(typed)).length > 0) return;
        expect(checkUri(buildUri(typed)).ok).toBe(true);
      }),
    );
  });
});

describe('fields from a URI', () => {
  test.each([
    'qemu:///system',
    'qemu:///session',
    'qemu+ssh://kvm1/system',
    'qemu+ssh://me%40corp@kvm1:2222/session?keyfile=/keys/my%20key',
    'qemu+ssh://[fe80::1%25eth0]/system',
    'qemu+tls://kvm1/system?pkipath=/etc/pki',
    'qemu+tcp://10.0.0.7:16509/system',
  ])('%s is said in fields, and comes back as it was', (uri) => {
    const read = fieldsOf(uri);
    expect(read.preset).not.toBe('other');
    expect(buildUri(read)).toBe(uri);
  });

  test.each([
    'lxc:///system',
    'qemu://kvm1/system',
    'QEMU+SSH://kvm1/system',
    'qemu+ssh://kvm1/system?netcat=/opt/nc',
    'qemu+ssh://kvm1/system?keyfile=/a&no_verify=1',
    'qemu+ssh://kvm1/system?pkipath=/a',
    'qemu+tls://kvm1/session',
    'qemu+tls://me@kvm1/system',
    'qemu+ssh://%zz@kvm1/system',
    'nonsense',
  ])('%s stays as it is', (uri) => {
    expect(fieldsOf(uri)).toEqual(fields({ preset: 'other', uri }));
  });

  test('any text comes back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        expect(buildUri(fieldsOf(text))).toBe(text.trim());
      }),
    );
  });
});
