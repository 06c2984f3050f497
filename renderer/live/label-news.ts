// What there is to say about a change of tags or groups.
import type { Failure } from '../../shared/failure.ts';
import type { LabelOutcome } from '../../shared/model/labels.ts';

/** `labels:done.…`: the sentence that says what was done. */
export type LabelSentence =
  | 'moved'
  | 'ungrouped'
  | 'tagged'
  | 'groupChanged'
  | 'groupRemoved'
  | 'tagChanged'
  | 'tagRemoved'
  | 'undone';

export interface LabelNews {
  readonly what: LabelSentence;
  /** The name of a group or tag. */
  readonly name: string;
  /** Absent while it is under way. */
  readonly outcome?: LabelOutcome;
  readonly failure?: Failure;
}
