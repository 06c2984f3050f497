import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { ScreenFit } from '../../../shared/model/settings.ts';

export type Fit = ScreenFit;

/** What a screen and its bar are told. */
export interface ScreenViewProps {
  readonly machine: DomainSummary;
  readonly index: number;
  /** The places of all VNC displays. */
  readonly displays: readonly number[];
  readonly onDisplay: (index: number) => void;
}
