// The page's end of one serial console: what the engine says about it, and its bytes into a terminal.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import type { ByteChannel } from '../../../shared/ipc.ts';
import type { SerialCommand, SerialNotice } from '../../../shared/model/console.ts';
import { connectionOf, type DomainKey } from '../../../shared/model/keys.ts';
import { useApi, useLink, useRemembered } from '../../live/hooks.ts';
import { useConnectWish } from '../../live/use-connect-wish.ts';
import type { TerminalView } from '../../ui/terminal/terminal-view.ts';

type StateNotice = Extract<SerialNotice, { type: 'state' }>;

export interface SerialState {
  /** `waiting`: nobody has asked for it yet, and it does not connect by itself. */
  readonly state: StateNotice['state'] | 'waiting';
  readonly failure?: Failure;
}

export interface Serial extends SerialState {
  /** Not one byte has come yet. */
  readonly silent: boolean;
  /** This view answers what the guest asks. */
  readonly mayAnswer: () => boolean;
  /** Ends the state `waiting`. */
  connect(): void;
  send(bytes: Uint8Array): void;
  say(command: SerialCommand): void;
}

type SerialChannel = ByteChannel<SerialCommand, SerialNotice>;

const WAITING: SerialState = { state: 'waiting' };

/** Connects `view` to the device for as long as both are there. */
export function useSerial(domain: DomainKey, device: string, view: TerminalView | undefined): Serial {
  const api = useApi();
  const link = useLink();
  const early = useRemembered(connectionOf(domain));
  const { wanted, waits, connect } = useConnectWish(`serial/${domain}/${device}`);
  const channel = useRef<SerialChannel>(undefined);
  const answering = useRef(false);
  const [state, setState] = useState<SerialState>({ state: 'opening' });
  const [silent, setSilent] = useState(true);

  useEffect(() => {
    if (view === undefined || link !== 'up' || early || !wanted) return;
    const opened = api.consoles.serial({ domain, device });
    channel.current = opened;
    follow(opened, view, {
      onState: setState,
      onBytes: () => setSilent(false),
      onAnswering: (on) => {
        answering.current = on;
      },
    });
    return () => {
      channel.current = undefined;
      opened.close();
    };
  }, [api, link, early, wanted, domain, device, view]);

  const send = useCallback((bytes: Uint8Array) => channel.current?.write(bytes), []);
  const say = useCallback((command: SerialCommand) => channel.current?.notify(command), []);
  const mayAnswer = useCallback(() => answering.current, []);
  return { ...(waits ? WAITING : state), silent, connect, send, say, mayAnswer };
}

interface Followed {
  readonly onState: (state: SerialState) => void;
  readonly onAnswering: (on: boolean) => void;
  readonly onBytes: () => void;
}

function follow(
  channel: SerialChannel,
  view: TerminalView,
  { onState, onAnswering, onBytes }: Followed,
): void {
  let replayBytes = 0;
  let replays = 0;
  channel.onNotice((notice) => {
    if (notice.type === 'state') {
      onState({ state: notice.state, ...(notice.failure === undefined ? {} : { failure: notice.failure }) });
    } else if (notice.type === 'answering') {
      onAnswering(notice.on);
      if (notice.on) channel.notify({ type: 'resize', columns: view.columns, rows: view.rows });
    } else {
      replays += 1;
      // An engine that has shown nothing yet takes the place of one that died: what was seen stays.
      if (notice.bytes === 0 && replays === 1) return;
      replayBytes = notice.bytes;
      view.beginReplay(notice.columns, notice.rows);
      if (replayBytes === 0) view.endReplay();
    }
  });
  channel.onBytes((bytes) => {
    onBytes();
    if (replayBytes === 0) return view.write(bytes);
    // A piece never holds both: the engine sends a replay by itself.
    replayBytes = Math.max(0, replayBytes - bytes.length);
    const drawn = view.write(bytes);
    if (replayBytes === 0) view.endReplay();
    return drawn;
  });
  channel.onClose((failure) => onState({ state: 'lost', ...(failure === undefined ? {} : { failure }) }));
}
