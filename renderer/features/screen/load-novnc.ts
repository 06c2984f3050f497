// noVNC comes in a chunk of its own, and its module waits for a probe of H.264: begin early.
import type { default as Rfb } from '@novnc/novnc';

let loading: Promise<typeof Rfb> | undefined;

export function loadRfb(): Promise<typeof Rfb> {
  loading ??= import('@novnc/novnc').then(
    (module) => module.default,
    (error: unknown) => {
      // A chunk that did not come may come the next time.
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
