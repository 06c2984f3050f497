// Whether a host that seems open is still there.
import { CallTimeout, Unreachable } from '../libvirt/errors.ts';
import type { HostLink } from '../libvirt/host-link.ts';
import { connectGetLibVersion } from '../libvirt/protocol/connect.gen.ts';

/** A slow way across the world takes less; keepalive would take 15 s. */
const ANSWER_MS = 4000;
/** libvirtd stops listening at five; below that, silence is no business of its own. */
const MOST_OWED = 4;

/** Asks it something small; one that stays silent is lost. Never rejects. */
export async function probe({ live }: HostLink): Promise<void> {
  try {
    await live.call(connectGetLibVersion, {}, { timeoutMs: ANSWER_MS });
  } catch (error) {
    if (!(error instanceof CallTimeout) || live.channel.owed > MOST_OWED) return;
    live.channel.finish(new Unreachable('lost', 'the host does not answer any more'));
  }
}
