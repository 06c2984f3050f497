// The two ways a value can be wrong on the wire: the peer's fault and ours.

/** The peer broke the protocol; the connection that carried it cannot be trusted any further. */
export class ProtocolViolation extends Error {
  override readonly name = 'ProtocolViolation';
}

/** A value of ours does not fit the declaration of `field` (dotted path, e.g. `dom.uuid`); nothing was sent. */
export class InvalidArgument extends Error {
  override readonly name = 'InvalidArgument';
  readonly field: string;
  readonly problem: string;

  constructor(field: string, problem: string) {
    super(field === '' ? problem : `${field}: ${problem}`);
    this.field = field;
    this.problem = problem;
  }

  /** The same failure seen from the structure around it. */
  within(outer: string): InvalidArgument {
    return new InvalidArgument(this.field === '' ? outer : `${outer}.${this.field}`, this.problem);
  }
}
