// A process that logs in and then only waits: to be killed by its test.
//   node engine.mjs URI RUNTIME-FOLDER    prints a line once the host is open
import { openHostLink } from '../../electron/libvirt/host-link.ts';
import { parseUri } from '../../electron/libvirt/uri.ts';
import { SshLogin } from '../../electron/ssh/ssh-login.ts';

const [text = '', runtimeFolder = ''] = process.argv.slice(2);
const uri = parseUri(text);
const ask = { ask: async () => ({ kind: 'no' }) as const };
const login = new SshLogin(uri, { runtimeFolder, ask, log: { warn: console.error } });
const link = await openHostLink(uri, { openTransport: login.openTransport, ask });
console.log('open');
await new Promise((resolve) => link.onClosed(resolve));
