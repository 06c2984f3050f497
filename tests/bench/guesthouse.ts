// Guesthouse's side of the comparison, each time in a fresh process, timed inside of it like libvirt-python's. Prints one line of JSON.
//   node guesthouse.mjs steps URI     the four steps, one after the other, by the client
//   node guesthouse.mjs engine URI    what the engine does when a host is opened, until the model has every machine

import { DomainHistories } from '../../electron/inventory/domain-histories.ts';
import { ModelHub } from '../../electron/inventory/model-hub.ts';
import { connect } from '../../electron/libvirt/client.ts';
import {
  connectGetAllDomainStats,
  connectListAllDomains,
} from '../../electron/libvirt/protocol/connect.gen.ts';
import { domainGetXmlDesc } from '../../electron/libvirt/protocol/domain.gen.ts';
import { Host } from '../../electron/services/host.ts';
import { connectionId } from '../../shared/checks.ts';
import { nobody } from './nobody.ts';
import type { Work } from './work.ts';

const [mode = '', uri = ''] = process.argv.slice(2);

async function timed<T>(work: () => Promise<T>): Promise<readonly [ms: number, result: T]> {
  const begin = performance.now();
  const result = await work();
  return [performance.now() - begin, result];
}

async function steps(): Promise<Partial<Work>> {
  const [connecting, connection] = await timed(() => connect(uri));
  const [listing, { domains }] = await timed(() =>
    connection.call(connectListAllDomains, { needResults: 1, flags: 0 }),
  );
  const [xml, texts] = await timed(() =>
    Promise.all(domains.map((dom) => connection.call(domainGetXmlDesc, { dom, flags: 0 }))),
  );
  const [statistics, records] = await timed(() =>
    connection.call(connectGetAllDomainStats, { doms: [], stats: 0, flags: 0 }),
  );
  if (texts.length !== domains.length || records.retStats.length !== domains.length)
    throw new Error('incomplete');
  await connection.close();
  return { connect: connecting, list: listing, xml, statistics };
}

async function engine(): Promise<Partial<Work>> {
  const begin = performance.now();
  const hub = new ModelHub();
  const seen = new Set<string>();
  const loaded = new Promise<number>((resolve, reject) => {
    hub.onBatch(({ changes }) => {
      for (const change of changes) {
        if (change.op !== 'put') continue;
        if (change.noun === 'domain') seen.add(change.value.key);
        if (change.noun !== 'host') continue;
        if (change.value.problem !== undefined) reject(new Error(JSON.stringify(change.value.problem)));
        if (change.value.state === 'connected') resolve(performance.now() - begin);
      }
    });
  });
  const log = { path: '', info() {}, warn: console.error, error: console.error };
  const profile = { uri, readOnly: false, name: '', colour: 'none', notes: '', autoconnect: true } as const;
  const record = { id: connectionId.parse('bench'), profile, position: 0 };
  const host = new Host(record, {
    hub,
    log,
    userIsRoot: true,
    statisticsIntervalMs: () => 2000,
    backgroundStatistics: () => false,
    domainHistories: new DomainHistories(),
    onTick() {},
    findWay: () => undefined,
    askerFor: () => nobody,
  });
  host.connect();
  return { all: await loaded, domains: seen.size };
}

const work = mode === 'steps' ? steps() : engine();
console.log(JSON.stringify(await work));
process.exit(0);
