// Every way in which a request can fail, as data that survives a process boundary.

/** Where on the way to a host it ended. */
export type ReachStage = 'resolve' | 'connect' | 'tls' | 'auth' | 'open' | 'lost';

/** Why a request failed. The interface switches over `kind` exhaustively. */
export type Failure =
  /** libvirt said no: its own code, domain and words (virErrorNumber, virErrorDomain). */
  | { readonly kind: 'refused'; readonly code: number; readonly domain: number; readonly message: string }
  /** The host was not reached, or the way to it ended. `code` is libvirt's or the system's, e.g. `EACCES`. */
  | {
      readonly kind: 'unreachable';
      readonly stage: ReachStage;
      readonly message: string;
      readonly code?: string | number;
    }
  /** The peer broke the rules of its protocol; the connection was closed. */
  | { readonly kind: 'protocol'; readonly message: string }
  /** Our input was wrong; `field` names the input. */
  | { readonly kind: 'invalid'; readonly field: string; readonly message: string }
  /** What was to be changed has moved in the meantime. */
  | { readonly kind: 'conflict'; readonly message: string }
  /** A job on the object is in the way (libvirt's code 68). */
  | { readonly kind: 'busy'; readonly message: string; readonly job?: string }
  /** The deadline passed; the connection lives. */
  | { readonly kind: 'timeout'; readonly afterMs: number }
  /** The host, its version or this build lacks `what`. */
  | { readonly kind: 'unsupported'; readonly what: string }
  | { readonly kind: 'cancelled' }
  /** Our mistake; `id` is found in the log. */
  | { readonly kind: 'bug'; readonly id: string };

/** The answer to every request. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failed(failure: Failure): Result<never> {
  return { ok: false, failure };
}

const KINDS: Readonly<Record<Failure['kind'], true>> = {
  refused: true,
  unreachable: true,
  protocol: true,
  invalid: true,
  conflict: true,
  busy: true,
  timeout: true,
  unsupported: true,
  cancelled: true,
  bug: true,
};

/** Whether what was stored or carried is a Failure. */
export function isFailure(value: unknown): value is Failure {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return typeof value.kind === 'string' && Object.hasOwn(KINDS, value.kind);
}

/** The failure that an error carries with it, if its thrower knew what the page shall see. */
export function carriedFailure(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || !('failure' in error)) return undefined;
  return isFailure(error.failure) ? error.failure : undefined;
}
