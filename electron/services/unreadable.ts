// XML of a host that cannot be read, where a request depends on it.
import { XmlFault } from '../xml/fault.ts';
import { RequestFailed } from './request-failed.ts';

/** `read`; XML that cannot be read is the host's fault and said so. */
export function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    throw new RequestFailed({ kind: 'protocol', message: error.message });
  }
}

/** `read`, or `instead` for XML that cannot be read. */
export function readableOr<T>(read: () => T, instead: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof XmlFault) return instead;
    throw error;
  }
}
