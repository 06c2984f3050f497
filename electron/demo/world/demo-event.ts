// What the demo host tells those who asked for it.
import type { ServerMessage } from '../../libvirt/protocol/procedure.ts';
import { encodeFrame, messageStatus, messageType } from '../../libvirt/rpc/frame.ts';

export type EventFamily = 'domain' | 'network' | 'pool' | 'nodedev' | 'secret';

export interface DemoEvent {
  readonly family: EventFamily;
  readonly eventID: number;
  /** What it is about: a UUID or a name. */
  readonly subject: string;
  /** The message for one callback. */
  frame(callbackID: number): Buffer;
}

type About = Pick<DemoEvent, 'family' | 'eventID' | 'subject'>;

/** An event of which each callback gets a message with its own number. */
export function demoEvent<M>(
  about: About,
  message: ServerMessage<M>,
  body: (callbackID: number) => NoInfer<M>,
): DemoEvent {
  const { program, number } = message;
  const header = { program: program.id, version: program.version, procedure: number, serial: 0 };
  return {
    ...about,
    frame: (callbackID) =>
      encodeFrame(
        { ...header, type: messageType.message, status: messageStatus.ok },
        message.body,
        body(callbackID),
      ),
  };
}
