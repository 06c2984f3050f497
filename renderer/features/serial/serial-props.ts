import type { SerialInfo } from '../../../shared/model/console.ts';
import type { DomainSummary } from '../../../shared/model/domain.ts';

/** What a serial console and its bar are told. */
export interface SerialConsoleProps {
  readonly machine: DomainSummary;
  readonly serial: SerialInfo;
  readonly serials: readonly SerialInfo[];
  readonly onDevice: (device: string) => void;
  /** Something that the list of devices tells has changed. */
  readonly onChanged: () => void;
}
