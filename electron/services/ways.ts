// The ways of this program to hosts that no socket of this computer leads to.
import type { DemoHosts } from '../demo/way/demo-hosts.ts';
import { everyHost, isDemo } from '../demo/way/demo-uri.ts';
import { SshLogin, type SshLoginOptions } from '../ssh/ssh-login.ts';
import { LaterLogin } from './later-login.ts';
import type { FindWay, Way } from './way.ts';

/** A third of the engine, and most people have no demo host. */
async function loadDemo(): Promise<DemoHosts> {
  const { DemoHosts: Hosts } = await import('../demo/way/demo-hosts.ts');
  return new Hosts();
}

/** All the ways of this program. */
export function makeWays(options: Omit<SshLoginOptions, 'ask'>): FindWay {
  let demos: Promise<DemoHosts> | undefined;
  const demoHosts = () => {
    demos ??= loadDemo();
    return demos;
  };
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
      makeLogin: (uri) => new LaterLogin(async () => (await demoHosts()).login(uri)),
      hostsOf: everyHost,
    },
  ];
  return (uri) => (uri === undefined ? undefined : ways.find((way) => way.takes(uri)));
}
