// A page and an engine, joined by real message ports of Node, which are those of Electron in all that matters here.
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  CallTimeout,
  Cancelled,
  ConnectionClosed,
  InvalidUri,
  LibvirtError,
  Unreachable,
  Unsupported,
} from '../../../electron/libvirt/errors.ts';
import { InvalidArgument, ProtocolViolation } from '../../../electron/libvirt/xdr/violation.ts';
import type { ByteChannel } from '../../../shared/ipc.ts';
import type { ConnectionId, DomainKey } from '../../../shared/model/keys.ts';
import { USUAL_SETTINGS } from '../../../shared/model/settings.ts';
import {
  type Answers,
  asElectronPort,
  deferred,
  openPage,
  type Page,
  portDial,
  reaches,
  startTestEngine,
} from './served.ts';

const connection = 'c1' as ConnectionId;
const domain = 'c1/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0' as DomainKey;
const defaults = USUAL_SETTINGS;

const pages: Page[] = [];
afterEach(() => {
  for (const page of pages.splice(0)) page.link.close();
});

function pageOf(answers: Answers) {
  const engine = startTestEngine(answers);
  const page = openPage(portDial(engine.server.admitPort));
  pages.push(page);
  return { engine, ...page };
}

function libvirtError(code: number, domain: number, message: string): LibvirtError {
  return new LibvirtError({ code, domain, message, level: 2 } as LibvirtError['detail']);
}

describe('a request', () => {
  test('made before the engine is there waits for it and is answered', async () => {
    const { api } = pageOf({ settings: { get: () => defaults } });
    expect(await api.settings.get({})).toEqual({ ok: true, value: defaults });
  });

  test('gets the input as the contract declares it', async () => {
    const act = vi.fn();
    const { api } = pageOf({ domains: { act } });
    await api.domains.act({ domain, action: 'start' });
    expect(act.mock.calls[0]?.[0]).toEqual({ domain, action: 'start' });
  });

  test.each([
    ['a key that is none', { domain: '../../x', action: 'start' }, 'domain'],
    ['an action that does not exist', { domain, action: 'explode' }, 'action'],
    ['a field too many', { domain, action: 'start', sudo: true }, ''],
  ])('with %s is refused before its handler', async (_what, input, field) => {
    const act = vi.fn();
    const { link } = pageOf({ domains: { act } });
    const result = await link.request('domains.act', input);
    expect(result).toMatchObject({ ok: false, failure: { kind: 'invalid', field } });
    expect(act).not.toHaveBeenCalled();
  });

  test.each([
    'domains.nothing',
    'nothing.at',
    'constructor.name',
    'model.changed',
    'consoles.screen',
    '__proto__.x',
  ])('for %s, which is no request, is refused', async (method) => {
    const { link } = pageOf({});
    expect(await link.request(method, {})).toMatchObject({ ok: false, failure: { field: 'method' } });
  });

  test('that is cancelled aborts its handler and answers at once', async () => {
    const aborted = deferred<unknown>();
    const started = deferred<void>();
    const { api } = pageOf({
      domains: {
        details: (_input, { signal }) => {
          started.resolve();
          signal.addEventListener('abort', () => aborted.resolve(signal.reason));
          return new Promise(() => {});
        },
      },
    });
    const abort = new AbortController();
    const asked = api.domains.details({ domain }, { signal: abort.signal });
    await started.promise;
    abort.abort();
    expect(await asked).toEqual({ ok: false, failure: { kind: 'cancelled' } });
    expect(await aborted.promise).toBeInstanceOf(Cancelled);
  });

  test('whose page goes away is told so, and not that it was cancelled', async () => {
    const aborted = deferred<unknown>();
    const started = deferred<void>();
    const { api, link } = pageOf({
      domains: {
        details: (_input, { signal }) => {
          started.resolve();
          signal.addEventListener('abort', () => aborted.resolve(signal.reason));
          return new Promise(() => {});
        },
      },
    });
    void api.domains.details({ domain });
    await started.promise;
    link.close();
    expect(await aborted.promise).not.toBeInstanceOf(Cancelled);
  });

  test('whose answer cannot travel fails as a bug instead of waiting for ever', async () => {
    const { api, engine } = pageOf({ connections: { capabilities: () => (() => 'x') as never } });
    expect(await api.connections.capabilities({ connection })).toMatchObject({ failure: { kind: 'bug' } });
    expect(engine.log.lines).toHaveLength(1);
  });
});

describe('what a handler throws becomes', () => {
  test.each([
    [
      libvirtError(42, 10, 'no such domain'),
      { kind: 'refused', code: 42, domain: 10, message: 'no such domain' },
    ],
    [
      libvirtError(68, 10, 'cannot acquire state change lock'),
      { kind: 'busy', message: 'cannot acquire state change lock' },
    ],
    [
      new Unreachable('connect', 'nobody', { code: 'ECONNREFUSED' }),
      { kind: 'unreachable', stage: 'connect', message: 'nobody', code: 'ECONNREFUSED' },
    ],
    [new ConnectionClosed(), { kind: 'unreachable', stage: 'lost', message: 'the connection was closed' }],
    [new ProtocolViolation('frame too long'), { kind: 'protocol', message: 'frame too long' }],
    [
      new InvalidArgument('dom.uuid', 'has 3 bytes'),
      { kind: 'invalid', field: 'dom.uuid', message: 'has 3 bytes' },
    ],
    [new InvalidUri('port', 'is no number'), { kind: 'invalid', field: 'port', message: 'is no number' }],
    [new CallTimeout('REMOTE_PROC_X', 500), { kind: 'timeout', afterMs: 500 }],
    [new Unsupported('networks'), { kind: 'unsupported', what: 'networks' }],
    [new Cancelled(), { kind: 'cancelled' }],
    [
      Object.assign(new Error('moved'), { failure: { kind: 'conflict', message: 'moved' } }),
      { kind: 'conflict', message: 'moved' },
    ],
  ])('%s → a failure of its kind', async (thrown, failure) => {
    const { api } = pageOf({
      connections: {
        refresh: () => {
          throw thrown;
        },
      },
    });
    expect(await api.connections.refresh({ connection })).toEqual({ ok: false, failure });
  });

  test('a bug with an id that stands in the log with the stack', async () => {
    const { api, engine } = pageOf({
      connections: { refresh: () => Promise.reject(new TypeError('x is undefined')) },
    });
    const result = await api.connections.refresh({ connection });
    if (result.ok || result.failure.kind !== 'bug') throw new Error('expected a bug');
    expect(engine.log.lines[0]).toContain(result.failure.id);
    expect(engine.log.lines[0]).toContain('x is undefined');
  });
});

describe('a push', () => {
  test('reaches every page, in order', async () => {
    const engine = startTestEngine({});
    const heard = [0, 1].map(async () => {
      const page = openPage(portDial(engine.server.admitPort));
      pages.push(page);
      const seen: number[] = [];
      const all = new Promise<number[]>((resolve) => {
        page.api.model.changed(({ seq }) => {
          seen.push(seq);
          if (seen.length === 100) resolve(seen);
        });
      });
      await page.api.settings.get({});
      return all;
    });
    await vi.waitFor(() => expect(pages).toHaveLength(2));
    await Promise.all(pages.map((page) => page.api.settings.get({})));
    for (let seq = 1; seq <= 100; seq += 1) engine.pushes.model.changed({ seq, changes: [] });
    const expected = Array.from({ length: 100 }, (_, at) => at + 1);
    expect(await Promise.all(heard)).toEqual([expected, expected]);
  });

  test('to one page does not reach another', async () => {
    let asker = '';
    const engine = startTestEngine({
      settings: {
        get: (_input, { clientId }) => {
          asker = clientId;
          return defaults;
        },
      },
    });
    const [one, other] = [0, 1].map(() => openPage(portDial(engine.server.admitPort)));
    pages.push(one!, other!);
    const toOther = vi.fn();
    other!.api.settings.changed(toOther);
    const toOne = new Promise((resolve) => one!.api.settings.changed(resolve));
    await other!.api.model.snapshot({});
    await one!.api.settings.get({});
    engine.pushes.settings.changed({ ...defaults, theme: 'dark' }, asker);
    expect(await toOne).toMatchObject({ theme: 'dark' });
    await other!.api.model.snapshot({});
    expect(toOther).not.toHaveBeenCalled();
  });

  test('that a page never reads gets it dropped, and the engine is told', async () => {
    const engine = startTestEngine({});
    const { port1, port2 } = new MessageChannel();
    engine.server.admitPort(asElectronPort(port2));
    for (let seq = 1; seq <= 1000; seq += 1) engine.pushes.model.changed({ seq, changes: [] });
    expect(engine.gone).toHaveLength(1);
    port1.close();
  });

  test('of a thousand in one go arrives whole at a page that reads', async () => {
    const { api, engine } = pageOf({});
    let seen = 0;
    const all = new Promise<void>((resolve) => {
      api.model.changed(() => {
        seen += 1;
        if (seen === 500) resolve();
      });
    });
    await api.model.snapshot({});
    for (let seq = 1; seq <= 500; seq += 1) engine.pushes.model.changed({ seq, changes: [] });
    await all;
    expect(engine.gone).toEqual([]);
  });
});

describe('when the engine dies', () => {
  test('pending requests fail as lost, and the page comes back to the next engine by itself', async () => {
    let engine = startTestEngine({ connections: { refresh: () => new Promise(() => {}) } });
    const { link, api } = openPage(portDial((port) => engine.server.admitPort(port)));
    pages.push({ link, api });
    await api.settings.get({});
    const pending = api.connections.refresh({ connection });
    await api.settings.get({});
    const old = engine;
    engine = startTestEngine({ settings: { get: () => defaults } });
    old.server.dispose();
    expect(await pending).toMatchObject({ failure: { kind: 'unreachable', stage: 'lost' } });
    await reaches(link, 'lost');
    expect(await api.settings.get({})).toMatchObject({ failure: { kind: 'unreachable', stage: 'lost' } });
    await reaches(link, 'up');
    expect(await api.settings.get({})).toEqual({ ok: true, value: defaults });
  });

  test('the handlers of a page that went away are aborted', async () => {
    const aborted = deferred<void>();
    const started = deferred<void>();
    const { link, api, engine } = pageOf({
      connections: {
        refresh: (_input, { signal }) => {
          started.resolve();
          signal.addEventListener('abort', () => aborted.resolve());
          return new Promise(() => {});
        },
      },
    });
    void api.connections.refresh({ connection });
    await started.promise;
    link.close();
    await aborted.promise;
    expect(engine.gone).toHaveLength(1);
  });
});

test('an engine that takes the connection and says nothing is given up for the next', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const engine = startTestEngine({ settings: { get: () => defaults } });
  const dials = [portDial(() => {}), portDial(engine.server.admitPort)];
  const page = openPage(async () => (await dials.shift()?.()) ?? Promise.reject(new Error('no more')));
  pages.push(page);
  const waiting = page.api.settings.get({});
  const lost = reaches(page.link, 'lost');
  await vi.advanceTimersByTimeAsync(10_000);
  await lost;
  expect(await waiting).toMatchObject({ failure: { kind: 'unreachable', stage: 'lost' } });
  const back = reaches(page.link, 'up');
  await vi.advanceTimersByTimeAsync(250);
  await back;
  vi.useRealTimers();
  expect(await page.api.settings.get({})).toEqual({ ok: true, value: defaults });
});

describe('a channel', () => {
  function serial(handle: (channel: ByteChannel<unknown, unknown>) => void) {
    return pageOf({ consoles: { serial: (_input, channel) => handle(channel) } });
  }

  test('carries bytes and notices both ways in order', async () => {
    const { api } = serial((channel) => {
      channel.onBytes((bytes) => {
        channel.notify({ type: 'state', state: 'open' });
        channel.write(bytes);
      });
    });
    await api.settings.get({});
    const heard: unknown[] = [];
    const channel = api.consoles.serial({ domain, device: 'serial0' });
    const echoed = new Promise<void>((resolve) => {
      channel.onNotice((notice) => heard.push(notice.type));
      channel.onBytes((bytes) => {
        heard.push(new TextDecoder().decode(bytes));
        resolve();
      });
    });
    channel.write(new TextEncoder().encode('uname\n'));
    await echoed;
    expect(heard).toEqual(['state', 'uname\n']);
    channel.close();
  });

  test('with wrong input closes with the reason', async () => {
    const { link, api } = serial(() => {});
    await api.settings.get({});
    const channel = link.openChannel('consoles.serial', { domain, device: '<script>' });
    const failure = await new Promise((resolve) => channel.onClose(resolve));
    expect(failure).toMatchObject({ kind: 'invalid', field: 'device' });
  });

  test('whose handler throws closes with the failure', async () => {
    const { api } = serial(() => {
      throw new Unsupported('consoles');
    });
    await api.settings.get({});
    const channel = api.consoles.serial({ domain, device: 'serial0' });
    const failure = await new Promise((resolve) => channel.onClose(resolve));
    expect(failure).toEqual({ kind: 'unsupported', what: 'consoles' });
  });

  test('ends at the engine when the page goes away', async () => {
    const opened = deferred<void>();
    const closed = deferred<unknown>();
    const { link, api } = serial((channel) => {
      channel.onClose((failure) => closed.resolve(failure));
      opened.resolve();
    });
    await api.settings.get({});
    api.consoles.serial({ domain, device: 'serial0' });
    await opened.promise;
    link.close();
    await closed.promise;
  });

  test('opened while the engine is gone closes as lost', async () => {
    const { api, engine, link } = serial(() => {});
    await api.settings.get({});
    engine.server.dispose();
    await reaches(link, 'lost');
    const channel = api.consoles.serial({ domain, device: 'serial0' });
    const failure = await new Promise((resolve) => channel.onClose(resolve));
    expect(failure).toMatchObject({ kind: 'unreachable', stage: 'lost' });
  });
});
