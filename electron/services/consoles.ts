// Screens, serial consoles and terminals: the contract's group `consoles`.
import type { AppHandlers } from '../../shared/contract.ts';
import type { ConsoleList, DisplayInfo, SerialInfo } from '../../shared/model/console.ts';
import { type ConnectionId, connectionOf, type DomainKey, localPartOf } from '../../shared/model/keys.ts';
import { reachOf } from '../console/endpoint.ts';
import type { BootWatch, ConsoleHost, FindConsoleHost } from '../console/host-access.ts';
import { Screen } from '../console/screen.ts';
import { type NamedSerial, namedSerials } from '../console/serial/devices.ts';
import { type RecordingFlags, SerialHub } from '../console/serial/serial-hub.ts';
import type { DisplayFacts } from '../domain-xml/consoles.ts';
import { Unreachable } from '../libvirt/errors.ts';
import type { Log } from '../log.ts';
import { ConsoleDevices } from './console-devices.ts';
import { createTerminals } from './terminals.ts';

export interface ConsoleServiceDeps {
  readonly findHost: FindConsoleHost;
  readonly settings: RecordingFlags;
  readonly log: Log;
  /** Recordings are kept below it. */
  readonly dataFolder: string;
}

export interface ConsoleService {
  readonly handlers: AppHandlers['consoles'];
  readonly boot: BootWatch;
  /** To be told of each host whose first load is complete: recordings begin then. */
  hostReady(connection: ConnectionId): void;
  /** To be told of each host that is no longer held. */
  hostRemoved(connection: ConnectionId): Promise<void>;
  dispose(): Promise<void>;
}

export function createConsoleService({
  findHost,
  settings,
  log,
  dataFolder,
}: ConsoleServiceDeps): ConsoleService {
  const hub = new SerialHub({ findHost, flags: settings, log, dataFolder });
  const screens = new Set<Screen>();
  const terminals = createTerminals(findHost);
  const devicesOf = new ConsoleDevices(hostOf);

  function hostOf(domain: DomainKey): ConsoleHost {
    const host = findHost(connectionOf(domain));
    if (host === undefined) throw new Unreachable('open', 'this host is not connected');
    return host;
  }

  const handlers: AppHandlers['consoles'] = {
    async list({ domain }): Promise<ConsoleList> {
      const host = hostOf(domain);
      const devices = await devicesOf.read(domain);
      const active = host.domain(localPartOf(domain))?.id !== undefined;
      return {
        displays: devices.displays.map((display, index) => displayInfo(display, index, active, host)),
        pointer: devices.pointer,
        serials: namedSerials(devices.serials).map((one) => serialInfo(one, domain, hub)),
      };
    },
    screen({ domain, index }, channel) {
      const host = hostOf(domain);
      const uuid = localPartOf(domain);
      const readDisplays = async () => (await devicesOf.read(domain)).displays;
      const recallDisplays = () => devicesOf.recall(domain)?.displays;
      const screen = new Screen(channel, { host, uuid, index, readDisplays, recallDisplays, log });
      screens.add(screen);
      channel.onClose(() => screens.delete(screen));
    },
    serial({ domain, device }, channel) {
      hostOf(domain);
      hub.show(domain, device, channel);
    },
    release: ({ domain, device }) => hub.release(domain, device),
    setRecording: ({ domain, device, on }) => hub.setRecording(domain, device, on),
    text: ({ domain, device }) => hub.text(domain, device),
    ...terminals.handlers,
  };

  return {
    handlers,
    boot: hub,
    hostReady: (connection) => hub.hostReady(connection),
    hostRemoved(connection) {
      terminals.hostRemoved(connection);
      devicesOf.forgetHost(connection);
      return hub.forgetHost(connection);
    },
    async dispose() {
      for (const screen of screens) screen.dispose();
      terminals.dispose();
      await hub.dispose();
    },
  };
}

function displayInfo(display: DisplayFacts, index: number, active: boolean, host: ConsoleHost): DisplayInfo {
  const { reach, address } = reachOf(display, host);
  const { type, passwordSet, passwordExpiresAtMs } = display;
  const off = !active && type === 'vnc';
  return {
    index,
    type,
    reach: off ? 'off' : reach,
    password: passwordSet || passwordExpiresAtMs !== undefined,
    ...(off || address === undefined ? {} : { address }),
    ...(passwordExpiresAtMs === undefined ? {} : { passwordExpiredAtMs: passwordExpiresAtMs }),
  };
}

function serialInfo(one: NamedSerial, domain: DomainKey, hub: SerialHub): SerialInfo {
  const { device, kind, type, targetType, source } = one;
  const recordingPath = hub.recordingPath(domain, device);
  return {
    device,
    kind,
    type,
    openable: type === 'pty',
    recording: recordingPath !== undefined,
    ...(recordingPath === undefined ? {} : { recordingPath }),
    held: hub.held(domain, device),
    ...(targetType === undefined ? {} : { targetType }),
    ...(source === undefined ? {} : { source }),
  };
}
