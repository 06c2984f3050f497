// The shapes of the generated declarations: calls, calls that open a stream, and messages from the server.
import type { Codec } from '../xdr/codec.ts';

export interface Program {
  readonly id: number;
  readonly version: number;
}

interface Declaration {
  readonly program: Program;
  readonly number: number;
  /** The name in libvirt's `.x` file. */
  readonly name: string;
}

export interface AnyProcedure extends Declaration {
  /** High-priority calls also run on workers that libvirt reserves for calls that cannot block. */
  readonly priority: 'high' | 'low';
  /** Passes file descriptors, which Node cannot: always answered by `Unsupported`. */
  readonly descriptors: boolean;
  readonly stream: StreamDirection | undefined;
  readonly args: Codec<unknown>;
  readonly ret: Codec<unknown>;
}

export interface Procedure<A, R> extends AnyProcedure {
  readonly stream: undefined;
  readonly args: Codec<A>;
  readonly ret: Codec<R>;
}

export type StreamDirection = 'read' | 'write' | 'both';

export interface StreamProcedure<A, R> extends AnyProcedure {
  readonly stream: StreamDirection;
  readonly args: Codec<A>;
  readonly ret: Codec<R>;
}

export interface ServerMessage<M> extends Declaration {
  readonly body: Codec<M>;
}

interface Shape<A, R> {
  readonly args: Codec<A>;
  readonly ret: Codec<R>;
  readonly priority?: 'high';
  readonly descriptors?: true;
}

/** The declaring functions of one program. */
export function declare(program: Program) {
  return {
    procedure<A, R>(number: number, name: string, shape: Shape<A, R>): Procedure<A, R> {
      return {
        program,
        number,
        name,
        priority: shape.priority ?? 'low',
        descriptors: shape.descriptors ?? false,
        stream: undefined,
        args: shape.args,
        ret: shape.ret,
      };
    },
    streamProcedure<A, R>(
      number: number,
      name: string,
      shape: Shape<A, R> & { readonly stream: StreamDirection },
    ): StreamProcedure<A, R> {
      return {
        program,
        number,
        name,
        priority: shape.priority ?? 'low',
        descriptors: shape.descriptors ?? false,
        stream: shape.stream,
        args: shape.args,
        ret: shape.ret,
      };
    },
    message<M>(number: number, name: string, body: Codec<M>): ServerMessage<M> {
      return { program, number, name, body };
    },
  };
}
