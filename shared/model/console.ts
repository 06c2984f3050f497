// Screens and serial consoles of a machine, and what is said beside their bytes.
import type { Failure } from '../failure.ts';

export interface DisplayInfo {
  /** Its place among the machine's `<graphics>`, from 0. */
  readonly index: number;
  readonly type: string;
  /** `unreachable` displays say why: bound to a remote or foreign address, or closed. */
  readonly reach: 'tcp' | 'unix' | 'off' | 'unsupported' | 'forbidden' | 'none';
  readonly address?: string;
  /** The definition has a password; whether we can read it depends on the connection. */
  readonly password: boolean;
  /** ms since 1970: the password is not accepted after this. */
  readonly passwordExpiredAtMs?: number;
}

/** `absolute` needs a tablet; without one the pointer drifts in noVNC, which knows absolute positions only. */
export type PointerKind = 'absolute' | 'relative';

export interface SerialInfo {
  /** libvirt's alias, e.g. `serial0`: what the stream is opened by; absent while it is off. */
  readonly device: string;
  readonly kind: 'serial' | 'console';
  /** `pty` can be opened; others are listed with what they are. */
  readonly type: string;
  readonly targetType?: string;
  readonly openable: boolean;
  readonly source?: string;
  readonly recording: boolean;
  /** The file on the engine's computer that it is recorded to, while it is. */
  readonly recordingPath?: string;
  /** We hold it open now. */
  readonly held: boolean;
}

export interface ConsoleList {
  readonly displays: readonly DisplayInfo[];
  readonly pointer: PointerKind;
  readonly serials: readonly SerialInfo[];
}

/** Engine → page beside the bytes of a screen. After `ready` the bytes are RFB 3.8 with security type None. */
export type ScreenNotice =
  | { readonly type: 'off' }
  | { readonly type: 'connecting' }
  /** Answer with `begin`; the bytes that follow it are those of the new RFB client. */
  | { readonly type: 'ready'; readonly session: number }
  /** Answer with a `password` notice. `wrong`: one was tried and refused. */
  | { readonly type: 'password-needed'; readonly wrong: boolean; readonly expired: boolean }
  /** This session of the display ended; a new `ready` starts a new one, with a new RFB client. */
  | { readonly type: 'ended'; readonly failure?: Failure };

export type ScreenCommand =
  | { readonly type: 'password'; readonly password: string }
  /** Bytes before it belong to an older session and are dropped. */
  | { readonly type: 'begin'; readonly session: number };

/** Engine → page beside the bytes of a serial console. */
export type SerialNotice =
  /** The screen and scrollback so far follow as bytes; draw them on a cleared terminal and answer no queries in them. */
  | { readonly type: 'replay'; readonly bytes: number; readonly columns: number; readonly rows: number }
  /** Exactly one view answers what the guest asks its terminal (cursor position, attributes). */
  | { readonly type: 'answering'; readonly on: boolean }
  | {
      readonly type: 'state';
      readonly state: 'open' | 'opening' | 'off' | 'in-use' | 'released' | 'lost';
      readonly failure?: Failure;
    };

export type SerialCommand =
  | { readonly type: 'resize'; readonly columns: number; readonly rows: number }
  /** Throw out whoever holds it (asked for after a question). */
  | { readonly type: 'take-over' }
  /** The person works here now: this view answers queries, its size is the terminal's. */
  | { readonly type: 'focus' }
  | { readonly type: 'reopen' }
  | { readonly type: 'clear' };

export type TerminalNotice = { readonly type: 'exit'; readonly code: number };
export type TerminalCommand = { readonly type: 'resize'; readonly columns: number; readonly rows: number };
