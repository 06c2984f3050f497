// Keeps what was written down: a new host, a changed one, or several that were found.
import { ok } from '../../../shared/failure.ts';
import { type HostProfile, type HostSuggestion, PLAIN_HOST } from '../../../shared/model/connect.ts';
import type { HostSummary } from '../../../shared/model/host.ts';
import type { ConnectionId } from '../../../shared/model/keys.ts';
import { useNavigate, useRequest } from '../../live/hooks.ts';
import { fieldsOf } from './uri-builder.ts';

/** What it is called elsewhere says more than its URI only where it is not the host's name anyway. */
export function nameFor({ name, uri }: HostSuggestion): string {
  return name === uri || name === fieldsOf(uri).host ? '' : name.slice(0, 200);
}

/** Adds a host or changes `host`; `onDone` is called when that is kept. */
export function useSaveHost(host: HostSummary | undefined, onDone: () => void) {
  const navigate = useNavigate();
  const add = useRequest((api, profile: HostProfile) => api.connections.add({ profile }));
  const edit = useRequest((api, input: { connection: ConnectionId; profile: HostProfile }) =>
    api.connections.edit(input),
  );

  async function save(profile: HostProfile): Promise<void> {
    if (host !== undefined) {
      if ((await edit.run({ connection: host.id, profile })).ok) onDone();
      return;
    }
    const added = await add.run(profile);
    if (!added.ok) return;
    onDone();
    navigate({ page: 'host', connection: added.value });
  }

  return {
    save: (profile: HostProfile) => void save(profile),
    pending: add.pending || edit.pending,
    failure: add.failure ?? edit.failure,
  };
}

/** Adds all of them; fails with the first that failed, when all have been tried. */
export function useSaveFound(onDone: () => void) {
  const request = useRequest(async (api, found: readonly HostSuggestion[]) => {
    const results = await Promise.all(
      found.map((suggestion) =>
        api.connections.add({
          profile: { ...PLAIN_HOST, uri: suggestion.uri, name: nameFor(suggestion) },
        }),
      ),
    );
    return results.find((result) => !result.ok) ?? ok(undefined);
  });

  async function save(found: readonly HostSuggestion[]): Promise<void> {
    if ((await request.run(found)).ok) onDone();
  }

  return {
    save: (found: readonly HostSuggestion[]) => void save(found),
    pending: request.pending,
    failure: request.failure,
  };
}
