// Stands in until the services are written: settings work, everything else says that it is not there.
import { type AppHandlers, type AppPushes, contract } from '../shared/contract.ts';
import { Unsupported } from './libvirt/errors.ts';
import type { Log } from './log.ts';
import { createSettingsService } from './services/settings.ts';
import type { SettingsStore } from './store/settings-store.ts';

export function createServices(deps: {
  readonly pushes: AppPushes;
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly runtimeFolder: string;
  readonly userIsRoot: boolean;
  readonly startUris?: readonly string[];
}) {
  const settings = createSettingsService(deps);
  const missing = (name: string) => () => {
    throw new Unsupported(name);
  };
  const handlers: AppHandlers = Object.fromEntries([
    ...Object.entries(contract).map(([group, specs]) => [
      group,
      Object.fromEntries(Object.keys(specs).map((name) => [name, missing(name)])),
    ]),
    ['model', { snapshot: () => ({ seq: 0, hosts: [], domains: [], networks: [], pools: [], bridges: [] }) }],
    ['settings', settings.handlers],
  ]);
  return { handlers, clientGone: (_clientId: string) => {}, dispose: async () => settings.dispose() };
}
