// Words for the system inside a machine, from libosinfo's name of it.

/** Machines by the thousand have the same few systems. */
const known = new Map<string, readonly string[]>();
/** Whoever names others without end is read each time. */
const MOST_KNOWN = 1000;

/** `http://debian.org/debian/12` is called `debian 12` and `debian12`; Microsoft's `win/11` is Windows too. */
export function osWords(osId: string | undefined): readonly string[] {
  if (osId === undefined) return [];
  const before = known.get(osId);
  if (before !== undefined) return before;
  const words = read(osId);
  if (known.size < MOST_KNOWN) known.set(osId, words);
  return words;
}

function read(osId: string): readonly string[] {
  const [, vendor = '', ...path] = osId.replace(/^[a-z]+:\/\//i, '/').split('/');
  const named = path.filter((part) => part !== '');
  const words = [named.join(' '), named.join('')];
  return vendor === 'microsoft.com' && named[0]?.startsWith('win') === true
    ? [...words, ['windows', ...named.slice(1)].join(' ')]
    : words;
}
