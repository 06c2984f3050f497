/** The last line of a flood. */
export const FLOOD_END = 'THE FLOOD IS OVER';
