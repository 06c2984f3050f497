// What the demo host says no with: libvirt's codes, so that its clients need to know nothing about it.
import { VirErrorDomain, VirErrorNumber } from '../../libvirt/protocol/constants.gen.ts';
import type { RemoteError } from '../../libvirt/protocol/values.gen.ts';

type Code = keyof typeof VirErrorNumber;
type From = keyof typeof VirErrorDomain;

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: number;
  readonly domain: number;

  constructor(code: Code, message: string, from: From = 'VIR_FROM_QEMU') {
    super(message);
    this.code = VirErrorNumber[code];
    this.domain = VirErrorDomain[from];
  }

  /** As it goes over the wire. */
  get detail(): RemoteError {
    const { code, domain, message } = this;
    const nothing = { dom: undefined, str1: message, str2: undefined, str3: undefined, net: undefined };
    return { code, domain, message, level: ERROR_LEVEL, ...nothing, int1: -1, int2: -1 };
  }
}

/** virErrorLevel */
const ERROR_LEVEL = 2;

/** The state that the object is in does not allow it. */
export function notNow(message: string, from?: From): Refusal {
  return new Refusal('VIR_ERR_OPERATION_INVALID', message, from);
}

/** A job was stopped because a client wanted that. */
export function givenUp(message: string): Refusal {
  return new Refusal('VIR_ERR_OPERATION_ABORTED', message);
}

/** The client asked for something that makes no sense. */
export function badArgument(message: string, from?: From): Refusal {
  return new Refusal('VIR_ERR_INVALID_ARG', message, from);
}

/** A definition that is no definition. */
export function badXml(message: string, from: From = 'VIR_FROM_DOMAIN'): Refusal {
  return new Refusal('VIR_ERR_XML_ERROR', message, from);
}

/** Clients match these words: the code alone covers every failure of the protocol. */
export function unknownProcedure(procedure: number): Refusal {
  return new Refusal('VIR_ERR_RPC', `unknown procedure: ${procedure}`, 'VIR_FROM_RPC');
}

export function unknownProgram(program: number, version: number): Refusal {
  const where = `program ${program} version ${version}`;
  return new Refusal('VIR_ERR_RPC', `Cannot find program ${where}`, 'VIR_FROM_RPC');
}

/** Any error as the refusal that a client is told. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Refusal('VIR_ERR_INTERNAL_ERROR', `internal error: ${message}`);
}
