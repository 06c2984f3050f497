// What a program may ask its terminal, and which of several terminals answers. xterm.js answers every query that it parses:
// two views of one guest would answer twice, and a replay would answer questions of long ago.
import type { IDisposable, IFunctionIdentifier, Terminal } from '@xterm/xterm';

/** Device attributes, status and cursor position, mode requests, version (ECMA-48, DEC STD 070, xterm's ctlseqs). */
const CSI_QUERIES: readonly IFunctionIdentifier[] = [
  { final: 'c' },
  { prefix: '>', final: 'c' },
  { prefix: '=', final: 'c' },
  { final: 'n' },
  { prefix: '?', final: 'n' },
  { intermediates: '$', final: 'p' },
  { prefix: '?', intermediates: '$', final: 'p' },
  { prefix: '>', final: 'q' },
];
/** DECRQSS */
const DCS_QUERY: IFunctionIdentifier = { intermediates: '$', final: 'q' };
/** Palette, foreground, background and cursor colour: a `?` in their data asks. */
const OSC_COLOURS = [4, 10, 11, 12] as const;

/** Lets `terminal` answer only while `mayAnswer` says so at the moment when a query is parsed. */
export function guardAnswers(terminal: Terminal, mayAnswer: () => boolean): IDisposable {
  const swallow = () => !mayAnswer();
  const guards = [
    ...CSI_QUERIES.map((id) => terminal.parser.registerCsiHandler(id, swallow)),
    terminal.parser.registerDcsHandler(DCS_QUERY, swallow),
    ...OSC_COLOURS.map((code) =>
      terminal.parser.registerOscHandler(code, (data) => data.includes('?') && !mayAnswer()),
    ),
  ];
  return {
    dispose: () => {
      for (const guard of guards) guard.dispose();
    },
  };
}
