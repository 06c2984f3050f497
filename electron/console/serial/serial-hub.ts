// All serial consoles that this engine holds or watches, of all hosts.
import { join } from 'node:path';
import { type ConnectionId, connectionOf, type DomainKey, localPartOf } from '../../../shared/model/keys.ts';
import { Unreachable } from '../../libvirt/errors.ts';
import { VirDomainConsoleFlags } from '../../libvirt/protocol/constants.gen.ts';
import { domainOpenConsole } from '../../libvirt/protocol/domain.gen.ts';
import type { Log } from '../../log.ts';
import type { BootWatch, ConsoleHost, FindConsoleHost } from '../host-access.ts';
import { Recording } from './recording.ts';
import { type OpenSerial, SerialConsole } from './serial-console.ts';
import type { SerialChannel } from './serial-view.ts';

/** Which devices are recorded, remembered between starts. */
export interface RecordingFlags {
  readonly recordings: readonly { readonly domain: DomainKey; readonly device: string }[];
  setRecorded(domain: DomainKey, device: string, on: boolean): Promise<void>;
}

export interface SerialHubOptions {
  readonly findHost: FindConsoleHost;
  readonly flags: RecordingFlags;
  readonly log: Pick<Log, 'warn' | 'error'>;
  /** Recordings are kept here. */
  readonly dataFolder: string;
}

const BOOT_WAIT_MS = 3_000;

interface Entry {
  readonly domain: DomainKey;
  readonly device: string;
  readonly console: SerialConsole;
  stop(): void;
}

export class SerialHub implements BootWatch {
  readonly #options: SerialHubOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: SerialHubOptions) {
    this.#options = options;
  }

  /** Shows the device to one more view. */
  show(domain: DomainKey, device: string, channel: SerialChannel): void {
    this.#entry(domain, device).console.attach(channel);
  }

  held(domain: DomainKey, device: string): boolean {
    return this.#entries.get(entryKey(domain, device))?.console.held ?? false;
  }

  recorded(domain: DomainKey, device: string): boolean {
    return this.#options.flags.recordings.some((one) => one.domain === domain && one.device === device);
  }

  /** The file that the device is recorded to; undefined while it is not. */
  recordingPath(domain: DomainKey, device: string): string | undefined {
    return this.recorded(domain, device) ? this.#pathOf(domain, device) : undefined;
  }

  async release(domain: DomainKey, device: string): Promise<void> {
    await this.#entries.get(entryKey(domain, device))?.console.release();
  }

  async setRecording(domain: DomainKey, device: string, on: boolean): Promise<void> {
    if (on) this.#hostOf(domain);
    await this.#options.flags.setRecorded(domain, device, on);
    const before = this.#entries.has(entryKey(domain, device));
    if (!on && !before) return;
    const { console } = this.#entry(domain, device);
    // A new entry has begun to record by itself.
    if (before) await console.record(on ? this.#recording(domain, device) : undefined);
  }

  /** Empty for a device that nobody has looked at. */
  async text(domain: DomainKey, device: string): Promise<string> {
    return (await this.#entries.get(entryKey(domain, device))?.console.text()) ?? '';
  }

  /** Begins to record what is set so on a host that has just been connected. */
  hostReady(connection: ConnectionId): void {
    for (const { domain, device } of this.#options.flags.recordings) {
      if (connectionOf(domain) === connection) this.#entry(domain, device);
    }
  }

  /** Lets go of every console of a host that is no longer held, and closes their recordings. */
  async forgetHost(connection: ConnectionId): Promise<void> {
    const gone = [...this.#entries].filter(([, { domain }]) => connectionOf(domain) === connection);
    await Promise.all(gone.map(([key]) => this.#forget(key)));
  }

  wanted(domain: DomainKey): boolean {
    return this.#of(domain).some(({ console }) => console.wanted);
  }

  async attach(domain: DomainKey): Promise<void> {
    const opening = this.#of(domain)
      .filter(({ console }) => console.wanted)
      .map(({ console }) => console.open({ starting: true }));
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, BOOT_WAIT_MS);
    });
    await Promise.race([Promise.all(opening), enough]);
    clearTimeout(timer);
  }

  async dispose(): Promise<void> {
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    for (const { stop } of entries) stop();
    await Promise.all(entries.map(({ console }) => console.dispose()));
  }

  #of(domain: DomainKey): readonly Entry[] {
    return [...this.#entries.values()].filter((entry) => entry.domain === domain);
  }

  /** Throws when the host is not known. */
  #entry(domain: DomainKey, device: string): Entry {
    const key = entryKey(domain, device);
    return this.#entries.get(key) ?? this.#create(key, domain, device);
  }

  #create(key: string, domain: DomainKey, device: string): Entry {
    const host = this.#hostOf(domain);
    const uuid = localPartOf(domain);
    const console = new SerialConsole({
      open: openSerial(host, uuid, device),
      run: () => host.domain(uuid)?.id,
      onIdle: () => void this.#forget(key),
      log: this.#options.log,
    });
    const stops = [
      host.onDomain(uuid, () => console.machineChanged(false)),
      host.onLink((up) => console.machineChanged(up)),
    ];
    const entry = { domain, device, console, stop: () => stops.forEach((stop) => void stop()) };
    this.#entries.set(key, entry);
    if (this.recorded(domain, device)) void console.record(this.#recording(domain, device));
    return entry;
  }

  #hostOf(domain: DomainKey): ConsoleHost {
    const host = this.#options.findHost(connectionOf(domain));
    if (host === undefined) throw new Unreachable('open', 'this host is not connected');
    return host;
  }

  async #forget(key: string): Promise<void> {
    const entry = this.#entries.get(key);
    this.#entries.delete(key);
    entry?.stop();
    await entry?.console.dispose();
  }

  #pathOf(domain: DomainKey, device: string): string {
    const name = `${domain.replace('/', '-')}-${device.replaceAll(':', '_')}.log`;
    return join(this.#options.dataFolder, 'consoles', name);
  }

  #recording(domain: DomainKey, device: string): Recording {
    return new Recording({
      path: this.#pathOf(domain, device),
      onTrouble: (error) => this.#options.log.warn('a console could not be recorded', error),
    });
  }
}

function entryKey(domain: DomainKey, device: string): string {
  return `${domain}/${device}`;
}

/** The device's stream over the host's live connection: it answers at once, so a busy machine does not delay it. */
function openSerial(host: ConsoleHost, uuid: string, device: string): OpenSerial {
  return async ({ force, onData }) => {
    const { link } = host;
    if (link === undefined) throw new Unreachable('lost', 'the host is not connected');
    const dom = { name: host.domain(uuid)?.name ?? '', uuid, id: -1 };
    const flags = force ? VirDomainConsoleFlags.VIR_DOMAIN_CONSOLE_FORCE : 0;
    return await link.openStream(domainOpenConsole, { dom, devName: device, flags }, { onData });
  };
}
