// What runs on the far side: finds the way to libvirt there, says which, and becomes it.
//
// The line goes through the login shell, which may be sh, bash, csh, tcsh or fish, and then through `sh -c`. So the script has
// no single quote, backslash or newline, an exclamation mark only before a blank, and what varies comes as words behind it.
import { InvalidUri } from '../libvirt/errors.ts';
import { type HostUri, isSession } from '../libvirt/uri.ts';

/** What every shell takes literally between single quotes. */
const QUOTABLE = /^[A-Za-z0-9 ._:@%+/=,?&;~#*()[\]-]*$/;

/** Words for a login shell of any kind. Throws `InvalidUri` for what cannot be said in all of them. */
export function shellWords(words: readonly string[], field = 'uri'): string {
  return words
    .map((word) => {
      if (QUOTABLE.test(word)) return `'${word}'`;
      throw new InvalidUri(field, `${field} has characters that cannot be passed on to another computer`);
    })
    .join(' ');
}

/** The first word of the line that says what was found; what comes before it is the login's own noise. */
export function markOf(token: string): string {
  return `guesthouse-${token}:`;
}

/** What the far side says: how it goes on, or why it does not. */
export const FOUND = {
  /** The rest of the stream is libvirt's; the program that carries it follows. */
  via: 'via',
  /** Nothing there connects to a socket; it stays open for a forward to the socket that follows. */
  forward: 'forward',
  noLibvirt: 'no-libvirt',
  noHelper: 'no-helper',
  noAccess: 'no-access',
} as const;

// $1 token, $2 URI, $3 "ro" or "", $4 socket or "", $5 netcat or "", $6 proxy, $7 "session" or "", $8 sockets to look for.
const SCRIPT = [
  'PATH=$PATH:/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin; export PATH',
  'say() { echo "guesthouse-$T:$*"; }',
  'T=$1; U=$2; R=$3; S=$4; N=$5; P=$6; W=$7',
  'has() { command -v "$1" >/dev/null 2>&1; }',
  'if [ -z "$S" ]; then if [ -n "$W" ]; then ' +
    'if [ -n "$XDG_RUNTIME_DIR" ]; then D=$XDG_RUNTIME_DIR/libvirt; else D=$HOME/.cache/libvirt; fi; ' +
    'for f in "$D/virtqemud-sock" "$D/libvirt-sock"; ' +
    'do if [ -S "$f" ]; then S=$f; break; fi; done; ' +
    'else for f in $8; do if [ -S "$f" ]; then S=$f; break; fi; done; fi; fi',
  'if [ -z "$S" ] && [ -z "$W" ]; then say no-libvirt; exit 91; fi',
  'if [ -n "$S" ] && [ ! -S "$S" ]; then say no-libvirt "$S"; exit 91; fi',
  'if [ -n "$S" ] && [ ! -w "$S" ]; then say no-access "$S"; exit 92; fi',
  'if [ -z "$4$N" ] && [ "$P" != netcat ] && has virt-ssh-helper; then say via virt-ssh-helper; ' +
    'if [ -n "$R" ]; then exec virt-ssh-helper -r "$U"; else exec virt-ssh-helper "$U"; fi; fi',
  'if [ "$P" = native ]; then say no-helper virt-ssh-helper; exit 90; fi',
  'if [ -z "$S" ]; then say no-helper session; exit 90; fi',
  'G=$N; if [ -z "$G" ] && has nc; then G=nc; fi',
  'if [ -n "$G" ] && ! has "$G"; then say no-helper "$G"; exit 90; fi',
  'if [ -n "$G" ]; then H=$("$G" -h 2>&1); ' +
    'case "$H" in *-q*) Q=-q0;; *) Q=;; esac; ' +
    'case "$N$H" in *unix*|*Unix*|*UNIX*|/*) say via "$G"; exec "$G" $Q -U "$S";; esac; fi',
  'if has socat; then say via socat; exec socat - "UNIX-CONNECT:$S"; fi',
  'say forward "$S"; exec cat >/dev/null',
].join('; ');

const SYSTEM_FOLDERS = ['/run/libvirt', '/var/run/libvirt'];

/** Where the system's daemon listens, in the order in which they are tried. */
function systemSockets({ driver, client }: HostUri, readonly: boolean): readonly string[] {
  const suffix = readonly ? '-sock-ro' : '-sock';
  const own = driver === '' || client.mode === 'legacy' ? [] : [`virt${driver}d${suffix}`];
  return [...own, `libvirt${suffix}`].flatMap((name) => SYSTEM_FOLDERS.map((folder) => `${folder}/${name}`));
}

/** The command line for the far shell. Throws `InvalidUri`. */
export function remoteCommand(uri: HostUri, readonly: boolean, token: string): string {
  const { client } = uri;
  const session = isSession(uri, uri.user === 'root') ? 'session' : '';
  const sockets = systemSockets(uri, readonly).join(' ');
  const words = [
    token,
    uri.remoteName,
    readonly ? 'ro' : '',
    client.socket ?? '',
    client.netcat ?? '',
    client.proxy,
    session,
    sockets,
  ];
  return `sh -c '${SCRIPT}' sh ${shellWords(words)}`;
}
