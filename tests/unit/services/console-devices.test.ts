import { expect, test } from 'vitest';
import { ConsoleDevices } from '../../../electron/services/console-devices.ts';
import { connectionId } from '../../../shared/checks.ts';
import { connectionOf, domainKey } from '../../../shared/model/keys.ts';
import { FakeMachine } from '../console/fake-host.ts';

const CONNECTION = connectionId.parse('lab');

function prepare(machine: FakeMachine) {
  let port = 5900;
  const host = machine.host({
    domainXml: async () => `<domain><devices><graphics type='vnc' port='${port}'/></devices></domain>`,
  });
  const devices = new ConsoleDevices(() => host);
  const domain = domainKey(CONNECTION, machine.uuid);
  const moveTo = (next: number) => {
    port = next;
  };
  return { devices, domain, moveTo };
}

test('what was read is recalled in the same run', async () => {
  const { devices, domain, moveTo } = prepare(new FakeMachine(1));
  expect(devices.recall(domain)).toBeUndefined();
  await devices.read(domain);
  moveTo(5901);
  expect(devices.recall(domain)?.displays).toMatchObject([{ port: 5900 }]);
  await devices.read(domain);
  expect(devices.recall(domain)?.displays).toMatchObject([{ port: 5901 }]);
});

test('another run is another port, and a machine that is off has none', async () => {
  const machine = new FakeMachine(1);
  const { devices, domain } = prepare(machine);
  await devices.read(domain);
  machine.set(2);
  expect(devices.recall(domain)).toBeUndefined();
  machine.set(undefined);
  await devices.read(domain);
  expect(devices.recall(domain)).toBeUndefined();
});

test('nothing is kept of a host that was removed', async () => {
  const { devices, domain } = prepare(new FakeMachine(1));
  await devices.read(domain);
  devices.forgetHost(connectionOf(domain));
  expect(devices.recall(domain)).toBeUndefined();
});
