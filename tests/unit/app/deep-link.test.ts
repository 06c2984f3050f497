// `guesthouse://connect?uri=…` from a web page or a mail: it offers a host, and refuses whatever could do harm.
import { describe, expect, test } from 'vitest';
import { readDeepLink } from '../../../electron/app/deep-link.ts';

const link = (uri: string) => `guesthouse://connect?uri=${encodeURIComponent(uri)}`;

describe('a link offers', () => {
  test.each([
    ['qemu:///system'],
    ['qemu+ssh://joe@far.example:2222/system'],
    ['qemu+tls://far.example/system?mode=legacy'],
    ['test:///default'],
  ])('%s', (uri) => expect(readDeepLink(link(uri))).toEqual({ uri }));

  test('a URI that was not escaped, with its plus', () =>
    expect(readDeepLink('guesthouse://connect?uri=qemu+ssh://far/system')).toEqual({
      uri: 'qemu+ssh://far/system',
    }));
  test('the same as a browser writes it', () =>
    expect(readDeepLink('GUESTHOUSE://Connect/?uri=qemu%3A%2F%2F%2Fsystem')).toEqual({
      uri: 'qemu:///system',
    }));
});

describe('a link is refused', () => {
  test('for a program that makes the way', () =>
    expect(readDeepLink(link('qemu+EXT://far/system?command=/usr/bin/evil'))).toEqual({
      fault: 'program',
      detail: '+ext',
    }));
  test('for command=', () =>
    expect(readDeepLink(link('qemu+ssh://far/system?command=evil'))).toEqual({
      fault: 'program',
      detail: 'command',
    }));
  test('for netcat=', () =>
    expect(readDeepLink(link('qemu+ssh://far/system?netcat=evil'))).toEqual({
      fault: 'program',
      detail: 'netcat',
    }));
  test('for keyfile=, also one that would be an option of ssh', () =>
    expect(readDeepLink(link('qemu+ssh://far/system?keyfile=-oProxyCommand=evil'))).toEqual({
      fault: 'parameter',
      detail: 'keyfile',
    }));
  test('for known_hosts=', () =>
    expect(readDeepLink(link('qemu+ssh://far/system?known_hosts=/tmp/mine'))).toEqual({
      fault: 'parameter',
      detail: 'known_hosts',
    }));
  test('for known_hosts_verify=', () =>
    expect(readDeepLink(link('qemu+ssh://far/system?known_hosts_verify=ignore'))).toEqual({
      fault: 'parameter',
      detail: 'known_hosts_verify',
    }));
  test('for pkipath=', () =>
    expect(readDeepLink(link('qemu+tls://far/system?pkipath=/tmp/mine'))).toEqual({
      fault: 'parameter',
      detail: 'pkipath',
    }));
  test('for socket=', () =>
    expect(readDeepLink(link('qemu+unix:///system?socket=/tmp/mine'))).toEqual({
      fault: 'parameter',
      detail: 'socket',
    }));
  test('for authfile=', () =>
    expect(readDeepLink(link('qemu+tcp://far/system?authfile=/tmp/mine'))).toEqual({
      fault: 'parameter',
      detail: 'authfile',
    }));
  test('for no_verify, whatever its value', () =>
    expect(readDeepLink(link('qemu+tls://far/system?no_verify=0'))).toEqual({
      fault: 'parameter',
      detail: 'no_verify',
    }));
  test('for no_sanity=', () =>
    expect(readDeepLink(link('qemu+tls://far/system?no_sanity=1'))).toEqual({
      fault: 'parameter',
      detail: 'no_sanity',
    }));
  test('for tls_priority=', () =>
    expect(readDeepLink(link('qemu+tls://far/system?tls_priority=NONE'))).toEqual({
      fault: 'parameter',
      detail: 'tls_priority',
    }));

  test.each([
    'qemu+ssh://far/system?NetCat=evil',
    'qemu+ssh://far/system?net%63at=evil',
    'qemu+ssh://far/system?x=1;netcat=evil',
    'qemu+ssh://far/system?x=1&netcat',
    'qemu+ssh://far/system?&&netcat=evil',
  ])('however it is written: %s', (uri) =>
    expect(readDeepLink(link(uri))).toEqual({ fault: 'program', detail: 'netcat' }),
  );

  test.each(['guesthouse://connect?uri=%', 'guesthouse://connect?uri=%zz', 'guesthouse://connect?uri=%ff'])(
    'for an escape that makes no sense: %s',
    (text) => expect(readDeepLink(text)).toEqual({ fault: 'malformed' }),
  );
  test('for an escape inside the URI that makes no sense', () =>
    expect(readDeepLink(link('qemu+ssh://far/system?x=%zz'))).toMatchObject({ fault: 'bad-uri' }));
  test('for several URIs', () =>
    expect(readDeepLink(`${link('qemu:///system')}&uri=qemu:///session`)).toEqual({ fault: 'several-uris' }));
  test('for a parameter that is none of ours, such as one that was cut off its URI', () =>
    expect(readDeepLink('guesthouse://connect?uri=qemu+tls://far/system?a=1&no_verify=1')).toEqual({
      fault: 'other-parameter',
      detail: 'no_verify',
    }));
  test('for any other action', () =>
    expect(readDeepLink('guesthouse://start?uri=qemu:///system')).toEqual({
      fault: 'other-action',
      detail: 'start',
    }));
  test.each(['guesthouse://connect', 'guesthouse://connect?', 'guesthouse://connect?uri='])(
    'for naming no host: %s',
    (text) => expect(readDeepLink(text)).toEqual({ fault: 'no-uri' }),
  );
  test('for its length', () =>
    expect(readDeepLink(link(`qemu+ssh://${'a'.repeat(3000)}/system`))).toEqual({ fault: 'too-long' }));
  test.each([
    'guesthouse:connect?uri=qemu:///system',
    'https://connect?uri=x',
    'guesthouse://connect?uri=a#b',
  ])('for not being one: %s', (text) => expect(readDeepLink(text)).toEqual({ fault: 'malformed' }));
  test('for a URI that is none', () =>
    expect(readDeepLink(link('just words'))).toMatchObject({ fault: 'bad-uri' }));
  test('for a host that would be an option of ssh', () =>
    expect(readDeepLink(link('qemu+ssh://-oProxyCommand=evil/system'))).toMatchObject({ fault: 'bad-uri' }));
});
