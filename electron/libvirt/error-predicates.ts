// Where libvirt's code alone does not say what happened.

import { LibvirtError } from './errors.ts';
import { VirErrorDomain, VirErrorNumber } from './protocol/constants.gen.ts';

/**
 * The server does not know the procedure or its program. Code 39 covers every RPC failure, so the
 * words decide; they have been the same since 0.9 and are not translated by the server's RPC layer.
 */
export function isUnknownProcedure(error: unknown): error is LibvirtError {
  return (
    error instanceof LibvirtError &&
    error.code === VirErrorNumber.VIR_ERR_RPC &&
    error.domain === VirErrorDomain.VIR_FROM_RPC &&
    /^(unknown procedure:|Cannot find program)/.test(error.message)
  );
}

/** After `domain_open_console` without FORCE: another client has this console. Code 9 says no more than "failed". */
export function isConsoleInUse(error: unknown): error is LibvirtError {
  return error instanceof LibvirtError && error.code === VirErrorNumber.VIR_ERR_OPERATION_FAILED;
}

/** The object is not in the state that the call needs: often it was started or stopped in between. */
export function isInOtherState(error: unknown): error is LibvirtError {
  return error instanceof LibvirtError && error.code === VirErrorNumber.VIR_ERR_OPERATION_INVALID;
}
