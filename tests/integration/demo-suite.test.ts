// The demo host is judged as every libvirt is: by the client's own suite.
import { DemoHosts } from '../../electron/demo/way/demo-hosts.ts';
import { parseUri } from '../../electron/libvirt/uri.ts';
import { clientSuite } from './client-suite.ts';

clientSuite('the demo host', async () => {
  const uri = 'demo:///default';
  const login = new DemoHosts().login(parseUri(uri));
  return {
    uri,
    openTransport: login.openTransport,
    version: '11.3.0',
    ownUri: uri,
    hostname: 'demo-host',
    lacks: ['secrets', 'network filters'],
    scratchFolder: '/srv',
    dispose: () => login.dispose(),
  };
});
