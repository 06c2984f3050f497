// Words for the system inside a machine, from libosinfo's name of it.

/** `http://debian.org/debian/12` is called `debian 12` and `debian12`; Microsoft's `win/11` is Windows too. */
export function osWords(osId: string | undefined): readonly string[] {
  if (osId === undefined) return [];
  const [, vendor = '', ...path] = osId.replace(/^[a-z]+:\/\//i, '/').split('/');
  const named = path.filter((part) => part !== '');
  const words = [named.join(' '), named.join('')];
  return vendor === 'microsoft.com' && named[0]?.startsWith('win') === true
    ? [...words, ['windows', ...named.slice(1)].join(' ')]
    : words;
}
