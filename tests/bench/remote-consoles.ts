// Consoles of a host over ssh at 50 ms: how soon they are there, and that none of them logs in again.
import { createByteChannel } from '../../shared/byte-channel.ts';
import type { SerialCommand, SerialNotice } from '../../shared/model/console.ts';
import type { DomainKey } from '../../shared/model/keys.ts';
import { openScreen, openSerial } from '../integration/console-page.ts';
import { startEngine, type TestEngine } from '../integration/inventory-engine.ts';
import { GUEST_READY } from '../lab/guest.ts';
import { startHost } from '../lab/host.ts';
import { wirePair } from '../unit/console/support.ts';
import { type FarHost, startFarHosts } from './far-hosts.ts';
import { clicksToPicture, startPainter } from './screen.ts';
import { ms, type Row } from './table.ts';
import { median } from './work.ts';

const ROUND_TRIP_MS = 50;
/** With the first, five: fifteen consoles, more than the ten sessions that sshd grants to a login. */
const MORE_MACHINES = ['web2', 'web3', 'web4', 'web5'] as const;

export async function remoteConsoles(times: number): Promise<readonly Row[]> {
  await using far = await startFarHosts(1, ROUND_TRIP_MS);
  const [one] = far.hosts;
  if (one === undefined) throw new Error('no host');
  await startPainter(one.host);
  const engine = await startEngine();
  try {
    await engine.open(one.uri('qemu', '/system'));
    const serial = await serialRow(engine, times);
    const many = await manyRow(engine, one);
    return [serial, many, await pictureRow(one, times)];
  } finally {
    await engine.dispose();
  }
}

async function serialRow(engine: TestEngine, times: number): Promise<Row> {
  const { key } = await engine.domain('web');
  await makeTalk(engine, key);
  const took: number[] = [];
  for (let run = 0; run < times; run += 1) {
    took.push(await firstByte(engine, key, 'serial0'));
    await engine.handlers.consoles.release({ domain: key, device: 'serial0' }, engine.context);
  }
  return {
    what: `ssh, ${ROUND_TRIP_MS} ms: a second console, serial, to its first byte`,
    guesthouse: ms(median(took)),
    remark: 'at most 200 ms; the guest speaks 50 times a second',
  };
}

/** From its first console the guest is told to speak on the other: what an idle one answers to Enter is its own time. */
async function makeTalk(engine: TestEngine, key: DomainKey): Promise<void> {
  const console1 = openSerial(engine, key, 'console1');
  await console1.is('open');
  console1.type("(while :; do echo tick; sleep 0.02; done) > /dev/ttyS0 & echo 'talks'\r");
  await console1.shows('talks\r\n');
}

/** ms until the console's first byte, after what the engine still knows of it. */
function firstByte(engine: TestEngine, domain: DomainKey, device: string): Promise<number> {
  const [pageWire, engineWire] = wirePair();
  const page = createByteChannel<SerialCommand, SerialNotice>(pageWire);
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    let isOpen = false;
    page.onNotice((notice) => {
      if (notice.type !== 'state' || notice.state !== 'open') return;
      isOpen = true;
      page.write(Buffer.from('\r'));
    });
    page.onBytes(() => {
      if (!isOpen) return;
      resolve(performance.now() - begin);
      page.close();
    });
    page.onClose(() => reject(new Error('the console was closed')));
    const end = createByteChannel<SerialNotice, SerialCommand>(engineWire);
    void engine.handlers.consoles.serial({ domain, device }, end, engine.context);
  });
}

/** Of each machine its screen and both its serial consoles, all of them at once. */
async function manyRow(engine: TestEngine, { host, link }: FarHost): Promise<Row> {
  for (const name of MORE_MACHINES) {
    await host.defineGuest({ name, network: false });
    await host.virsh('start', name);
    await host.waitForSerial(name, GUEST_READY);
  }
  const machines = await Promise.all(['web', ...MORE_MACHINES].map((name) => engine.domain(name)));
  const before = link.accepted();
  const begin = performance.now();
  await Promise.all(machines.map(({ key }) => openAll(engine, key)));
  const took = performance.now() - begin;
  const logins = link.accepted() - before;
  return {
    what: `ssh, ${ROUND_TRIP_MS} ms: ${machines.length * 3} consoles at once, until all are there`,
    guesthouse: ms(took),
    remark: `${before} login before, ${logins} more for them`,
  };
}

async function openAll(engine: TestEngine, key: DomainKey): Promise<void> {
  const screen = openScreen(engine, key);
  const serials = ['serial0', 'console1'].map((device) => firstByte(engine, key, device));
  await Promise.all([screen.connect(), ...serials]);
}

async function pictureRow(one: FarHost, times: number): Promise<Row> {
  const desktop = await startHost();
  try {
    const { first, again } = await clicksToPicture(desktop, one.uri('qemu', '/system'), times);
    return {
      what: `ssh, ${ROUND_TRIP_MS} ms: click to first picture; the second time`,
      guesthouse: `${ms(median(first))}; ${ms(median(again))}`,
      remark: 'at most 400 ms the second time',
    };
  } finally {
    await desktop.dispose();
  }
}
