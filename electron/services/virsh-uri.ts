// The URI by which a program that has ssh run by itself, like virsh, goes through a login that is there.
import type { HostUri } from '../libvirt/uri.ts';

/** The URI of the same libvirt with `program` in ssh's place; what concerns only the login is left out. */
export function throughProgram(
  { driver, user, host = '', port, path, client, remoteName }: HostUri,
  program: string,
): string {
  const account = user === undefined ? '' : `${encodeURIComponent(user)}@`;
  const address = host.includes(':') ? `[${host}]` : host;
  const way = {
    name: client.name,
    socket: client.socket,
    netcat: client.netcat,
    mode: client.mode === 'auto' ? undefined : client.mode,
    proxy: client.proxy === 'auto' ? undefined : client.proxy,
    command: program,
  };
  // Without a name of its own, what the server is asked for holds the server's own parameters.
  const [, others = ''] = client.name === undefined ? remoteName.split('?') : [];
  const query = [
    ...(others === '' ? [] : [others]),
    ...Object.entries(way).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
    ),
  ];
  const where = `${account}${address}${port === undefined ? '' : `:${port}`}`;
  return `${driver}+ssh://${where}${encodeURI(path)}?${query.join('&')}`;
}
