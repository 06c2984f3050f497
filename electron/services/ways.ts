// The ways of this program to hosts that no socket of this computer leads to.
import { DemoHosts } from '../demo/way/demo-hosts.ts';
import { everyHost, isDemo } from '../demo/way/demo-uri.ts';
import { SshLogin, type SshLoginOptions } from '../ssh/ssh-login.ts';
import type { FindWay, Way } from './way.ts';

/** All the ways of this program. */
export function makeWays(options: Omit<SshLoginOptions, 'ask'>): FindWay {
  const demos = new DemoHosts();
  const ways: readonly Way[] = [
    {
      name: 'ssh',
      shells: true,
      takes: ({ transport }) => transport === 'ssh',
      makeLogin: (uri, ask) => new SshLogin(uri, { ...options, ask }),
    },
    {
      name: 'demo',
      shells: false,
      takes: isDemo,
      makeLogin: (uri) => demos.login(uri),
      hostsOf: everyHost,
    },
  ];
  return (uri) => (uri === undefined ? undefined : ways.find((way) => way.takes(uri)));
}
