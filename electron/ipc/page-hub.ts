// All pages that are connected, however they came; pushes go out through here.
import type { AppPushes } from '../../shared/contract.ts';
import type { Wire } from '../../shared/wire.ts';
import type { Dispatch } from './dispatch.ts';
import { PageSession } from './page-session.ts';

export class PageHub {
  readonly #sessions = new Map<string, PageSession>();
  #whenGone: (clientId: string) => void = () => {};

  /** What services push with. */
  readonly pushes: AppPushes = {
    model: { changed: (value, to) => this.#push('model.changed', value, to) },
    prompts: { changed: (value, to) => this.#push('prompts.changed', value, to) },
    tasks: {
      changed: (value, to) => this.#push('tasks.changed', value, to),
      forgotten: (value, to) => this.#push('tasks.forgotten', value, to),
    },
    statistics: { sampled: (value, to) => this.#push('statistics.sampled', value, to) },
    settings: {
      changed: (value, to) => this.#push('settings.changed', value, to),
      trouble: (value, to) => this.#push('settings.trouble', value, to),
    },
  };

  onGone(listener: (clientId: string) => void): void {
    this.#whenGone = listener;
  }

  /** Begins to serve a page over `wire`. */
  admit(wire: Wire, dispatch: Dispatch): PageSession {
    const session = new PageSession(wire, dispatch);
    this.#sessions.set(session.clientId, session);
    session.onGone(() => {
      this.#sessions.delete(session.clientId);
      this.#whenGone(session.clientId);
    });
    return session;
  }

  dispose(): void {
    for (const session of this.#sessions.values()) session.close();
  }

  #push(method: string, value: unknown, to: string | undefined): void {
    const one = to === undefined ? undefined : this.#sessions.get(to);
    if (to !== undefined) one?.push(method, value);
    else for (const session of this.#sessions.values()) session.push(method, value);
  }
}
