// Finds the handler of a method, checks the input against the contract, and makes a Result of whatever comes of it.
import type { z } from 'zod';
import { type AppHandlers, contract } from '../../shared/contract.ts';
import { type Failure, failed, ok, type Result } from '../../shared/failure.ts';
import type { ByteChannel, CallContext } from '../../shared/ipc.ts';
import { failureOf } from '../libvirt/failure-of.ts';
import type { Log } from '../log.ts';

type Handler = (...args: readonly unknown[]) => unknown;

interface Method {
  readonly kind: 'request' | 'channel';
  readonly input: z.ZodType;
  readonly handler: Handler;
}

export interface Dispatch {
  /** Never throws. */
  request(method: string, input: unknown, context: CallContext): Promise<Result<unknown>>;
  /** Hands the channel to its handler; closes it with the failure when there is one. */
  open(
    method: string,
    input: unknown,
    channel: ByteChannel<unknown, unknown>,
    context: CallContext,
  ): Promise<void>;
  /** What a page gets instead of a value that cannot travel. */
  unsendable(error: unknown): Result<never>;
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

/** Every request and channel of the contract by its full name; the type of `handlers` says that none is missing. */
function listMethods(handlers: AppHandlers): ReadonlyMap<string, Method> {
  const methods = new Map<string, Method>();
  for (const [group, specs] of Object.entries(contract)) {
    const given = new Map<string, unknown>(
      Object.entries(Object.entries(handlers).find(([name]) => name === group)?.[1] ?? {}),
    );
    for (const [name, spec] of Object.entries(specs)) {
      if (spec.kind === 'push') continue;
      const handler = given.get(name);
      if (!isHandler(handler)) throw new Error(`no handler for ${group}.${name}`);
      methods.set(`${group}.${name}`, { kind: spec.kind, input: spec.input, handler });
    }
  }
  return methods;
}

function wrongInput(error: z.ZodError): Failure {
  const [issue] = error.issues;
  return { kind: 'invalid', field: issue?.path.join('.') ?? '', message: issue?.message ?? 'wrong input' };
}

/** Serves `handlers` to whoever holds a wire. */
export function createDispatch(handlers: AppHandlers, log: Log): Dispatch {
  const methods = listMethods(handlers);

  function check(kind: Method['kind'], name: string, input: unknown) {
    const method = methods.get(name);
    if (method === undefined || method.kind !== kind) {
      return failed({ kind: 'invalid', field: 'method', message: 'there is no such method' });
    }
    const parsed = method.input.safeParse(input);
    if (!parsed.success) return failed(wrongInput(parsed.error));
    return ok({ handler: method.handler, input: parsed.data });
  }

  return {
    async request(method, input, context) {
      const call = check('request', method, input);
      if (!call.ok) return call;
      try {
        return ok(await call.value.handler(call.value.input, context));
      } catch (error) {
        // A cancelled request fails in many ways on its way down; the page asked for just that.
        return failed(context.signal.aborted ? { kind: 'cancelled' } : failureOf(error, log));
      }
    },
    async open(method, input, channel, context) {
      const call = check('channel', method, input);
      if (!call.ok) return channel.close(call.failure);
      try {
        await call.value.handler(call.value.input, channel, context);
      } catch (error) {
        channel.close(failureOf(error, log));
      }
    },
    unsendable: (error) => failed(failureOf(error, log)),
  };
}
