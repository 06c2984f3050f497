// The ways in which talking to a host fails, each a class that a boundary turns into a `Failure`.
// The fifth, `ProtocolViolation`, and the sixth, `InvalidArgument`, are in xdr/violation.ts.
import type { ReachStage } from '../../shared/failure.ts';
import type { RemoteError } from './protocol/values.gen.ts';
import type { ProtocolViolation } from './xdr/violation.ts';

/** libvirt refused a call: its own code, domain and words. */
export class LibvirtError extends Error {
  override readonly name = 'LibvirtError';
  readonly code: number;
  readonly domain: number;
  /** 1 warning, 2 error (virErrorLevel). */
  readonly level: number;
  readonly detail: RemoteError;

  constructor(detail: RemoteError) {
    super(detail.message ?? `libvirt error ${detail.code}`);
    this.code = detail.code;
    this.domain = detail.domain;
    this.level = detail.level;
    this.detail = detail;
  }
}

/** The host was not reached, or the way to it ended. `code` is libvirt's or the system's, e.g. `EACCES`. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  readonly stage: ReachStage;
  readonly code: string | number | undefined;

  constructor(
    stage: ReachStage,
    message: string,
    { code, cause }: { code?: string | number; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.stage = stage;
    this.code = code;
  }
}

/** We closed the connection ourselves while the call was pending, or before it was made. */
export class ConnectionClosed extends Error {
  override readonly name = 'ConnectionClosed';

  constructor() {
    super('the connection was closed');
  }
}

/** Why a connection is no more. */
export type ConnectionEnd = Unreachable | ProtocolViolation | ConnectionClosed;

/** The deadline of one call passed; the connection lives. */
export class CallTimeout extends Error {
  override readonly name = 'CallTimeout';
  readonly afterMs: number;

  constructor(procedure: string, afterMs: number) {
    super(`${procedure} was not answered within ${afterMs} ms`);
    this.afterMs = afterMs;
  }
}

/** The caller's `AbortSignal` fired. As the reason of a signal: whoever asked took it back, and did not just go away. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';

  constructor() {
    super('cancelled');
  }
}

/** The server, its version or this client lacks `what`. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
  readonly what: string;

  constructor(what: string, cause?: unknown) {
    super(`not supported: ${what}`, { cause });
    this.what = what;
  }
}

/** A connection URI that makes no sense; `field` is the part at fault. */
export class InvalidUri extends Error {
  override readonly name = 'InvalidUri';
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}
