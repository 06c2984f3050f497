import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AskingSsh, questionOf } from '../../../../electron/ssh/askpass/prompt-kinds.ts';
import { marksServers } from '../../../../electron/ssh/askpass/ssh-version.ts';

const ssh: AskingSsh = { target: 'ada@web', marksServers: true };
const asked = (text: string, hint = '') => questionOf({ hint, text }, ssh);
const FINGERPRINT = 'SHA256:Tpe6kPGB3Dn2eTRTvNp2HhTVpbDpHPjCMaDSRO9DKLQ';
const SURE = 'Are you sure you want to continue connecting (yes/no/[fingerprint])? ';

describe('what ssh asks for itself', () => {
  test('is a password', () =>
    expect(asked("ada@10.77.0.12's password: ")).toEqual({ kind: 'password', target: 'ada@10.77.0.12' }));

  test('is a passphrase, also of a key with quotes and spaces in its name', () => {
    expect(asked("Enter passphrase for key '/home/ada/.ssh/id_rsa': ")).toEqual({
      kind: 'passphrase',
      keyPath: '/home/ada/.ssh/id_rsa',
    });
    expect(asked("Enter passphrase for key '/home/ada/it's mine': ")).toEqual({
      kind: 'passphrase',
      keyPath: "/home/ada/it's mine",
    });
  });

  test('is whether to trust the key of an unknown host', () => {
    const text = `The authenticity of host 'web (10.77.0.12)' can't be established.
ED25519 key fingerprint is ${FINGERPRINT}.
This key is not known by any other names.
${SURE}`;
    expect(asked(text)).toEqual({
      kind: 'host-key',
      target: 'web',
      address: '10.77.0.12',
      keyType: 'ED25519',
      fingerprint: FINGERPRINT,
    });
  });

  test('says so of older clients, other ports, other known names and hosts behind a jump', () => {
    const old = `The authenticity of host '[web]:2222 ([10.77.0.12]:2222)' can't be established.
RSA key fingerprint is ${FINGERPRINT}.
Are you sure you want to continue connecting (yes/no)? `;
    expect(asked(old)).toMatchObject({ kind: 'host-key', target: '[web]:2222', keyType: 'RSA' });
    const jumped = `The authenticity of host 'web (<no hostip for proxy command>)' can't be established.
ED25519 key fingerprint is ${FINGERPRINT}.
This host key is known by the following other names/addresses:
    ~/.ssh/known_hosts:1: [hashed name]
${SURE}`;
    const question = asked(jumped);
    expect(question).toMatchObject({ kind: 'host-key', target: 'web', fingerprint: FINGERPRINT });
    expect(question).not.toHaveProperty('address');
    const others = `The authenticity of host 'web (10.77.0.12)' can't be established,
but keys of different type are already known for this host.
ECDSA key fingerprint is ${FINGERPRINT}.
${SURE}`;
    expect(asked(others)).toMatchObject({ kind: 'host-key', keyType: 'ECDSA' });
  });

  test('is a touch or a yes by its hint, or by its last words', () => {
    expect(asked('Confirm user presence for key ED25519-SK SHA256:abc', 'none')).toEqual({
      kind: 'touch',
      text: 'Confirm user presence for key ED25519-SK SHA256:abc',
    });
    expect(asked('Allow shared connection to web? ', 'confirm')).toEqual({
      kind: 'confirm',
      text: 'Allow shared connection to web?',
    });
    expect(asked('Accept updated hostkeys? (yes/no): ')).toMatchObject({ kind: 'confirm' });
  });

  test('is a quotation when it is a secret that must never be a stored one', () => {
    expect(asked("Enter ada@web's new password: ")).toMatchObject({ kind: 'server', target: 'ada@web' });
    expect(asked('Enter PIN for ED25519-SK key /home/ada/.ssh/id_sk: ')).toMatchObject({ kind: 'server' });
  });
});

describe('what a server asks', () => {
  test('names who asks', () =>
    expect(asked('(ada@jump) One-time password (OATH) for `ada’: ')).toEqual({
      kind: 'server',
      target: 'ada@jump',
      text: 'One-time password (OATH) for `ada’:',
      echo: false,
    }));

  const framings = [
    "root@other's password: ",
    "Enter passphrase for key '/home/ada/.ssh/id_rsa': ",
    `The authenticity of host 'web (10.77.0.12)' can't be established.\nRSA key fingerprint is ${FINGERPRINT}.\n${SURE}`,
    'Allow shared connection to web? (yes/no): ',
  ];
  test.each(framings)('is its own words when it says %j', (text) =>
    expect(asked(`(ada@web) ${text}`)).toMatchObject({ kind: 'server', target: 'ada@web' }),
  );

  test('is never more than a quotation, whatever stands around the words of ssh', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...framings),
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', 'confirm'),
        (framing, before, after, hint) => {
          expect(asked(`(ada@web) ${before}${framing}${after}`, hint).kind).toBe('server');
        },
      ),
    ));

  test('is a quotation with a little more before or after the words of ssh', () => {
    expect(asked("Hello\nroot@other's password: ")).toMatchObject({ kind: 'server', target: 'ada@web' });
    expect(asked("root@other's password: \n")).toMatchObject({ kind: 'server' });
    expect(asked("root@other's password:")).toMatchObject({ kind: 'server' });
    expect(asked("Enter passphrase for key '/a\n/b': ")).toMatchObject({ kind: 'server' });
  });

  test('is all that may be a secret where ssh does not mark it', () => {
    const old = { target: 'ada@web', marksServers: false };
    for (const text of framings.slice(0, 2)) {
      expect(questionOf({ hint: '', text }, old)).toMatchObject({ kind: 'server', target: 'ada@web' });
    }
    expect(questionOf({ hint: '', text: framings[2]! }, old)).toMatchObject({ kind: 'host-key' });
  });

  test('is marked by every ssh since 8.5, and by none that says no version', () => {
    for (const version of [
      'OpenSSH_8.5p1',
      'OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19',
      'OpenSSH_10.0p2',
    ]) {
      expect([version, marksServers(version)]).toEqual([version, true]);
    }
    for (const version of ['OpenSSH_8.4p1', 'OpenSSH_7.9', 'Dropbear v2022.83', '']) {
      expect([version, marksServers(version)]).toEqual([version, false]);
    }
  });

  test('loses what hides or rearranges its words, and what is too long', () => {
    const text = asked('(ada@web) \u001b[31mPass\u202eword\u2066\u0007\u200b:\r\nagain\t1\u{e0041}');
    expect(text).toMatchObject({ text: '[31mPassword:\nagain 1' });
    expect(asked(`(ada@web) ${'😀'.repeat(5000)}`)).toMatchObject({ text: `${'😀'.repeat(999)}…` });
  });
});
