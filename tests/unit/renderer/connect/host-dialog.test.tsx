// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { HostDialog, type HostDialogProps } from '../../../../renderer/features/connect/host-dialog.tsx';
import type { HostSuggestion, TestNotice } from '../../../../shared/model/connect.ts';
import { type Answers, fails, fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { host, LAB, profile } from '../../../support/sample-world.ts';

async function open(
  connections: NonNullable<Answers['connections']> = {},
  props: Partial<HostDialogProps> = {},
  language: 'en' | 'zh-CN' = 'en',
) {
  let closed = 0;
  const engine = fakeEngine({}, { connections: { add: gives(LAB), suggestions: gives([]), ...connections } });
  const drawn = await draw(
    <HostDialog
      opened
      onClose={() => {
        closed += 1;
      }}
      {...props}
    />,
    engine,
    language,
  );
  return { ...drawn, closed: () => closed };
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const box = (name: string | RegExp) => screen.getByRole('textbox', { name });
const preset = (name: string | RegExp) => screen.getByRole('radio', { name });

describe('adding a host', () => {
  test('the system of this computer is one click, and leads to its page', async () => {
    const { user, engine, closed } = await open();
    await user.click(button('Add'));
    expect(engine.callsOf('connections.add')).toEqual([{ profile: profile() }]);
    await waitFor(() => expect(window.location.hash).toBe('#/host/c2'));
    expect(closed()).toBe(1);
  });

  test('SSH asks for its parts, and shows the URI that they make', async () => {
    const { user, engine } = await open();
    await user.click(preset('SSH'));
    expect(button('Add')).toHaveProperty('disabled', true);
    await user.type(box('User'), 'root');
    await user.type(box('Host'), 'fe80::1%eth0');
    await user.type(box('Port'), '2222');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Machines' }), 'session');
    await user.type(box(/Key file/), '/home/me/a key');
    const uri = 'qemu+ssh://root@[fe80::1%25eth0]:2222/session?keyfile=/home/me/a%20key';
    expect(within(screen.getByRole('region', { name: 'The URI of this host' })).getByText(uri)).toBeDefined();
    await user.click(button('Add'));
    expect(engine.callsOf('connections.add')).toEqual([{ profile: profile({ uri }) }]);
  });

  test('another transport keeps the host and forgets the port', async () => {
    const { user } = await open();
    await user.click(preset('SSH'));
    await user.type(box('Host'), 'kvm1');
    await user.type(box('Port'), '2222');
    await user.click(preset('TLS'));
    expect(box('Host')).toHaveProperty('value', 'kvm1');
    expect(box('Port')).toHaveProperty('value', '');
  });

  test('keeps what is said about the host', async () => {
    const { user, engine } = await open();
    await user.click(preset('This computer (session)'));
    await user.type(box('Name'), ' desk ');
    await user.click(screen.getByRole('radio', { name: 'Teal' }));
    await user.type(box('Notes'), 'second floor');
    await user.click(screen.getByRole('checkbox', { name: 'Connect when Guesthouse starts' }));
    await user.click(screen.getByRole('checkbox', { name: /Read-only/ }));
    await user.click(button('Add'));
    expect(engine.callsOf('connections.add')).toEqual([
      {
        profile: {
          uri: 'qemu:///session',
          name: 'desk',
          colour: 'teal',
          notes: 'second floor',
          autoconnect: false,
          readOnly: true,
        },
      },
    ]);
  });

  test.each([
    ['Host', '-oProxyCommand=touch /tmp/x', /would take it for an option/],
    ['Host', 'a;b', /A host has letters/],
    ['Host', 'a$(id)', /A host has letters/],
    ['User', '-l', /would take it for an option/],
    ['User', 'a b', /A user has letters/],
    ['Port', '0', /number from 1 to 65535/],
    ['Key file (optional)', 'id_rsa', /beginning with “\/”/],
  ])('%s “%s” is refused with words', async (field, text, words) => {
    const { user, engine } = await open();
    await user.click(preset('SSH'));
    if (field !== 'Host') await user.type(box('Host'), 'kvm1');
    await user.click(box(field));
    await user.paste(text);
    expect(screen.getByText(words)).toBeDefined();
    await user.keyboard('{Enter}');
    expect(engine.callsOf('connections.add')).toEqual([]);
  });

  test('TCP says that others can listen', async () => {
    const { user } = await open();
    await user.click(preset('TCP'));
    expect(screen.getByRole('note').textContent).toContain('TCP is not encrypted');
  });

  test('a URI of one’s own is judged while it is typed', async () => {
    const { user, engine } = await open();
    await user.click(preset('Any URI'));
    await user.type(box('URI'), 'qemu+pigeon://host/system');
    expect(screen.getByText(/The transport “pigeon” is not known/)).toBeDefined();
    await user.clear(box('URI'));
    await user.type(box('URI'), ' qemu+libssh2://root@kvm1/system ');
    expect(screen.getByRole('note').textContent).toContain('taken as ssh');
    await user.click(button('Add'));
    expect(engine.callsOf('connections.add')).toEqual([
      { profile: profile({ uri: 'qemu+libssh2://root@kvm1/system' }) },
    ]);
  });

  test('what the engine refuses stays in the dialog with its reason', async () => {
    const { user, closed } = await open({
      add: fails({ kind: 'invalid', field: 'uri', message: 'no such driver' }),
    });
    await user.click(button('Add'));
    expect((await screen.findByRole('alert')).textContent).toContain('Could not add qemu:///system');
    expect(closed()).toBe(0);
  });

  test('a URI from outside is shown in full and waits for a click', async () => {
    const uri = 'qemu+tcp://elsewhere.example/system';
    const { user, engine } = await open({}, { offered: { kind: 'host', uri, from: 'link' } });
    expect(box('URI')).toHaveProperty('value', uri);
    expect(screen.getByText(/A link in a web page or another program asked/)).toBeDefined();
    expect(engine.callsOf('connections.add')).toEqual([]);
    await user.click(button('Add'));
    expect(engine.callsOf('connections.add')).toEqual([{ profile: profile({ uri }) }]);
  });

  test('Escape closes it', async () => {
    const { user, closed } = await open();
    await user.click(box('Name'));
    await user.keyboard('{Escape}');
    expect(closed()).toBe(1);
  });

  test('speaks Chinese', async () => {
    await open({}, {}, 'zh-CN');
    expect(screen.getByRole('dialog', { name: '添加主机' })).toBeDefined();
    expect(preset('这台计算机（系统）')).toBeDefined();
  });
});

describe('editing a host', () => {
  const stored = profile({
    uri: 'qemu+ssh://root@kvm1:2222/system?keyfile=/root/key',
    name: 'one',
    colour: 'pink',
  });
  const edited = { host: host({ id: LAB, name: 'one', uri: stored.uri, profile: stored }) };

  test('begins with what is stored, and keeps what was changed', async () => {
    const { user, engine, closed } = await open({ edit: gives(undefined) }, edited);
    expect(screen.getByRole('dialog', { name: 'Edit host' })).toBeDefined();
    expect(box('Host')).toHaveProperty('value', 'kvm1');
    expect(box('Port')).toHaveProperty('value', '2222');
    expect(screen.getByRole('radio', { name: 'Pink' })).toHaveProperty('checked', true);
    await user.clear(box('Port'));
    await user.click(button('Save'));
    expect(engine.callsOf('connections.edit')).toEqual([
      { connection: LAB, profile: { ...stored, uri: 'qemu+ssh://root@kvm1/system?keyfile=/root/key' } },
    ]);
    await waitFor(() => expect(closed()).toBe(1));
  });

  test('a URI that the fields cannot say is shown as it is', async () => {
    const uri = 'qemu+ssh://kvm1/system?netcat=/opt/nc&no_verify=1';
    await open({}, { host: host({ uri, profile: profile({ uri }) }) });
    expect(box('URI')).toHaveProperty('value', uri);
  });
});

describe('the test', () => {
  async function testing() {
    const drawn = await open();
    await drawn.user.click(preset('SSH'));
    await drawn.user.type(box('Host'), 'kvm1');
    await drawn.user.click(button('Test'));
    const [channel] = drawn.engine.channels;
    const say = (notice: TestNotice) => channel!.say(notice);
    return { ...drawn, channel: channel!, say };
  }

  const stepNames = () => screen.getAllByRole('listitem').map((item) => item.textContent);

  test('goes all the way and shows each step', async () => {
    const { channel, say } = await testing();
    expect(channel.input).toEqual({ uri: 'qemu+ssh://kvm1/system', readOnly: false });
    say({ type: 'plan', steps: ['resolve', 'login'] });
    say({ type: 'begun', step: 'resolve' });
    await waitFor(() => expect(stepNames()).toEqual(['Look up the namein progress', 'Log innot yet']));
    say({ type: 'done', step: 'resolve', detail: '10.0.0.7' });
    say({ type: 'begun', step: 'login' });
    await waitFor(() => expect(stepNames()[0]).toBe('Look up the namedone10.0.0.7'));
    say({ type: 'done', step: 'login' });
    say({ type: 'opened', hostname: 'kvm1.lab', libvirtVersion: '9.0.0' });
    expect((await screen.findByRole('status')).textContent).toBe('It works: kvm1.lab, libvirt 9.0.0.');
  });

  test('says which step failed, why, and what helps', async () => {
    const { say } = await testing();
    say({ type: 'plan', steps: ['host-key', 'login'] });
    say({ type: 'begun', step: 'host-key' });
    say({
      type: 'failed',
      step: 'host-key',
      failure: { kind: 'unreachable', stage: 'auth', message: 'key differs', code: 'HOST_KEY_CHANGED' },
      cures: ['verify-host-key', 'not a cure of ours'],
      commands: ['ssh-keygen -R kvm1'],
    });
    expect((await screen.findByRole('alert')).textContent).toContain('its key is not the one that is known');
    expect(stepNames()[0]).toBe("Check the host's keyfailed");
    expect(screen.getByText(/Only then forget the old key/)).toBeDefined();
    expect(screen.getByText('ssh-keygen -R kvm1')).toBeDefined();
  });

  test('is stopped by its button, by another URI, and with the dialog', async () => {
    const { user, engine, channel } = await testing();
    await user.click(button('Stop the test'));
    expect(channel.closed).toBe(true);
    await user.click(button('Test'));
    await user.type(box('Host'), '2');
    expect(engine.channels[1]!.closed).toBe(true);
    expect(screen.queryByRole('region', { name: 'Test' })).toBeNull();
    await user.click(button('Test'));
    expect(engine.channels[2]!.input).toEqual({ uri: 'qemu+ssh://kvm12/system', readOnly: false });
  });

  test('an engine that goes away is a failed test', async () => {
    const { channel, say } = await testing();
    say({ type: 'begun', step: 'connect' });
    channel.end({ kind: 'unreachable', stage: 'lost', message: 'gone', code: 'LOST' });
    expect((await screen.findByRole('alert')).textContent).toContain('Could not connect');
    expect(stepNames()).toEqual(['Reach the hostfailed']);
  });
});

describe('hosts that were found', () => {
  const found: readonly HostSuggestion[] = [
    { uri: 'qemu+ssh://rack-1/system', name: 'rack-1', from: 'ssh-config' },
    { uri: 'qemu+ssh://root@10.0.0.9/system', name: 'office', from: 'libvirt-conf' },
    { uri: 'qemu+tls://kvm3/system', name: 'qemu+tls://kvm3/system', from: 'virt-manager' },
  ];

  async function finding(connections: NonNullable<Answers['connections']> = {}) {
    const drawn = await open({ suggestions: gives(found), ...connections });
    await drawn.user.click(await screen.findByRole('radio', { name: 'Found here (3)' }));
    return drawn;
  }

  test('one of them fills the form', async () => {
    const { user } = await finding();
    await user.click(button(/office/));
    expect(preset('SSH')).toHaveProperty('checked', true);
    expect(box('User')).toHaveProperty('value', 'root');
    expect(box('Host')).toHaveProperty('value', '10.0.0.9');
    expect(box('Name')).toHaveProperty('value', 'office');
  });

  test('several are added at once, named where the name says something', async () => {
    const { user, engine, closed } = await finding();
    expect(button(/^Add selected/)).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('checkbox', { name: 'All' }));
    await user.click(screen.getByRole('checkbox', { name: 'Choose rack-1' }));
    await user.click(button('Add selected (2)'));
    expect(engine.callsOf('connections.add')).toEqual([
      { profile: profile({ uri: found[1]!.uri, name: 'office' }) },
      { profile: profile({ uri: found[2]!.uri }) },
    ]);
    await waitFor(() => expect(closed()).toBe(1));
  });

  test('when one cannot be added, the dialog stays and says why', async () => {
    const { user, closed } = await finding({
      add: fails({ kind: 'invalid', field: 'uri', message: 'bad' }),
    });
    await user.click(screen.getByRole('checkbox', { name: 'All' }));
    await user.click(button('Add selected (3)'));
    expect((await screen.findByRole('alert')).textContent).toContain('Not all could be added');
    expect(closed()).toBe(0);
  });
});
