// How the inventory speaks with its host, and what an answer that does not come means.

import { isUnknownProcedure } from '../libvirt/error-predicates.ts';
import { CallTimeout, LibvirtError, Unsupported } from '../libvirt/errors.ts';
import { VirErrorNumber } from '../libvirt/protocol/constants.gen.ts';
import type { Procedure } from '../libvirt/protocol/procedure.ts';

/** One call; many may be under way at once, which is what makes a load take few round trips. */
export type Ask = <A, R>(procedure: Procedure<A, R>, args: NoInfer<A>) => Promise<R>;

/** What an answer was when it was a refusal: the rest of a load goes on without it. */
export interface Refused {
  readonly refused: Error;
}

/** Turns a refusal, or an answer that does not come, into a value. What ends the connection, or is our own mistake, still throws. */
export async function attempt<T>(answer: Promise<T>): Promise<T | Refused> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof LibvirtError || error instanceof Unsupported || error instanceof CallTimeout) {
      return { refused: error };
    }
    throw error;
  }
}

/** The answer, or `instead` when the host refused. */
export async function orElse<T, Instead>(answer: Promise<T>, instead: Instead): Promise<T | Instead> {
  const got = await attempt(answer);
  return isRefused(got) ? instead : got;
}

export function isRefused(answer: unknown): answer is Refused {
  return typeof answer === 'object' && answer !== null && 'refused' in answer;
}

const LACKING: readonly number[] = [
  VirErrorNumber.VIR_ERR_NO_SUPPORT,
  VirErrorNumber.VIR_ERR_CALL_FAILED,
  VirErrorNumber.VIR_ERR_OPERATION_UNSUPPORTED,
  VirErrorNumber.VIR_ERR_ARGUMENT_UNSUPPORTED,
  VirErrorNumber.VIR_ERR_CONFIG_UNSUPPORTED,
];

/** The driver or its version cannot do this at all (a modular daemon that is not there included). */
export function isLacking(error: unknown): boolean {
  if (error instanceof Unsupported || isUnknownProcedure(error)) return true;
  return error instanceof LibvirtError && LACKING.includes(error.code);
}

const GONE: readonly number[] = [
  VirErrorNumber.VIR_ERR_NO_DOMAIN,
  VirErrorNumber.VIR_ERR_NO_NETWORK,
  VirErrorNumber.VIR_ERR_NO_STORAGE_POOL,
  VirErrorNumber.VIR_ERR_NO_STORAGE_VOL,
  VirErrorNumber.VIR_ERR_NO_NODE_DEVICE,
  VirErrorNumber.VIR_ERR_NO_INTERFACE,
];

/** The object is not there any more. */
export function isGone(error: unknown): boolean {
  return error instanceof LibvirtError && GONE.includes(error.code);
}

/** What `answer` gives within `ms`; nothing when it takes longer, which keeps nobody waiting. */
export async function within<T>(ms: number, answer: Promise<T>): Promise<T | undefined> {
  const tooLate = new Promise<undefined>((resolve) => {
    setTimeout(resolve, ms, undefined).unref();
  });
  return await Promise.race([answer, tooLate]);
}
