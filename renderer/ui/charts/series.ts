// One line of a live graph, as data.

/** A colour of the theme. */
export type GraphColour = 'blue' | 'teal' | 'orange' | 'grape';

export interface GraphSeries {
  readonly label: string;
  readonly colour: GraphColour;
  /** One per time; `null` where nothing was measured. */
  readonly values: readonly (number | null)[];
}
