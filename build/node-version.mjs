// Ends the program on a Node that is too old for it, in one line. Imported before anything else, and runs on any Node that knows modules.
import { exit, versions } from 'node:process';

const [OLDEST_MAJOR, OLDEST_MINOR] = [20, 20];
const [major = 0, minor = 0] = versions.node.split('.').map(Number);

if (major < OLDEST_MAJOR || (major === OLDEST_MAJOR && minor < OLDEST_MINOR)) {
  console.error(
    `Guesthouse needs Node ${OLDEST_MAJOR}.${OLDEST_MINOR} or newer; this is ${versions.node}. Get it from https://nodejs.org/en/download`,
  );
  exit(1);
}
