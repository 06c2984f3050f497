import type { DomainSummary } from '../../../shared/model/domain.ts';

/** `resize`: the guest is asked to take the size of the tab. */
export type Fit = 'scale' | 'actual' | 'resize';

/** What a screen and its bar are told. */
export interface ScreenViewProps {
  readonly machine: DomainSummary;
  readonly index: number;
  /** The places of all VNC displays. */
  readonly displays: readonly number[];
  readonly onDisplay: (index: number) => void;
}
