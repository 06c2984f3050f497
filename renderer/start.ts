// What need not be drawn begins before the rest of the page has arrived: the way to the engine.
import { connectEngine } from './live/connect.ts';
import { createLive } from './live/live.ts';

export const live = createLive(connectEngine());
