// Hosts that other programs of this person know, offered where a host is added. None is connected by itself.
import type { HostSuggestion } from '../../../shared/model/connect.ts';
import { InvalidUri } from '../../libvirt/errors.ts';
import { type HostUri, parseUri } from '../../libvirt/uri.ts';
import { readUriAliases } from './libvirt-conf.ts';
import { readSshHosts } from './ssh-config.ts';
import { readVirtManagerUris } from './virt-manager.ts';

export interface SuggestionsOptions {
  readonly env: NodeJS.ProcessEnv;
  /** The home that ssh looks into: the one of the user's account. */
  readonly home: string;
  /** URIs that need no suggestion any more. */
  readonly stored: readonly string[];
}

function readUri(text: string): HostUri | undefined {
  try {
    return text === '' ? undefined : parseUri(text);
  } catch (error) {
    if (error instanceof InvalidUri) return undefined;
    throw error;
  }
}

function ofAlias({ name, uri }: { readonly name: string; readonly uri: string }): HostSuggestion {
  return { uri, name, from: 'libvirt-conf' };
}

function ofVirtManager(uri: string): HostSuggestion {
  return { uri, name: readUri(uri)?.host ?? uri, from: 'virt-manager' };
}

function ofSshHost(name: string): HostSuggestion {
  return { uri: `qemu+ssh://${encodeURIComponent(name)}/system`, name, from: 'ssh-config' };
}

/** Each URI once, by the first that knows it; those stored, and those that make no sense, are left out. */
export async function findSuggestions({
  env,
  home,
  stored,
}: SuggestionsOptions): Promise<readonly HostSuggestion[]> {
  const [aliases, uris, sshHosts] = await Promise.all([
    readUriAliases(env, home),
    readVirtManagerUris(env),
    readSshHosts(home),
  ]);
  const found = [...uris.map(ofVirtManager), ...aliases.map(ofAlias), ...sshHosts.map(ofSshHost)];
  const known = new Set(stored);
  return found.filter(({ uri }) => {
    if (known.has(uri) || readUri(uri) === undefined) return false;
    known.add(uri);
    return true;
  });
}
