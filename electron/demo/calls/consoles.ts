// Serial consoles and pictures of the screen.
import { VirDomainConsoleFlags } from '../../libvirt/protocol/constants.gen.ts';
import { domainOpenConsole, domainScreenshot } from '../../libvirt/protocol/domain.gen.ts';
import { readXml } from '../../xml/cursor.ts';
import { GuestTerminal, type TerminalEars } from '../serial/guest-terminal.ts';
import { type Answer, type Client, opens, type StreamEars, type StreamLine } from '../server/answers.ts';
import { Refusal } from '../server/refusal.ts';
import { pictureOf } from '../server/screens.ts';
import type { Machine } from '../world/machine.ts';

interface Line {
  readonly terminal: GuestTerminal;
  /** Takes the line away from whoever has it. */
  throwOut: () => void;
}

const lines = new WeakMap<Machine, Line>();

function lineOf(machine: Machine, { world }: Client): Line {
  const known = lines.get(machine) ?? {
    terminal: new GuestTerminal(machine, world.clock),
    throwOut: () => undefined,
  };
  lines.set(machine, known);
  return known;
}

/** The aliases of the devices that are a serial line here: the first serial port, and the console that is the same. */
const ALIASES: ReadonlySet<string> = new Set(['serial0', 'console0']);

function demandDevice(machine: Machine, devName: string | undefined): void {
  machine.demandActive();
  if (machine.definition.facts.serials === 0)
    throw new Refusal('VIR_ERR_INTERNAL_ERROR', `${machine.name} has no console`);
  if (devName !== undefined && !ALIASES.has(devName) && !isFirstSerial(machine, devName))
    throw new Refusal('VIR_ERR_INVALID_ARG', `${machine.name} has no console ${devName}`);
}

/** Under an alias of a person's own (`ua-…`). */
function isFirstSerial(machine: Machine, alias: string): boolean {
  return readXml(machine.xml(), (_, cursor) => {
    let found = false;
    cursor.children((name) => {
      if (name !== 'devices') return;
      cursor.children((device) => {
        if (device !== 'serial' && device !== 'console') return;
        cursor.children((part) => {
          if (part === 'alias' && cursor.attribute('name') === alias) found = true;
        });
      });
    });
    return found;
  });
}

function listen(entry: Line, line: StreamLine): StreamEars {
  const { terminal } = entry;
  const ears: TerminalEars = {
    text: (text) => line.data(Buffer.from(text)),
    ended: () => line.finish(),
  };
  entry.throwOut = () => {
    terminal.detach(ears);
    line.fail(new Refusal('VIR_ERR_SYSTEM_ERROR', 'somebody else opened this console', 'VIR_FROM_STREAMS'));
  };
  terminal.attach(ears);
  return { data: (bytes) => terminal.type(bytes), closed: () => terminal.detach(ears) };
}

function show(machine: Machine, line: StreamLine): StreamEars {
  // The stream is there once this has returned.
  queueMicrotask(() => {
    line.data(pictureOf(machine));
    line.finish();
  });
  return { data: () => undefined, closed: () => undefined };
}

export const consoleCalls: readonly Answer[] = [
  opens(domainOpenConsole, { writes: true }, ({ dom, devName, flags }, client) => {
    const machine = client.world.domains.demand(dom);
    demandDevice(machine, devName);
    const entry = lineOf(machine, client);
    const force = (flags & VirDomainConsoleFlags.VIR_DOMAIN_CONSOLE_FORCE) !== 0;
    if (entry.terminal.taken && !force)
      throw new Refusal('VIR_ERR_OPERATION_FAILED', `the console of ${machine.name} is in use`);
    if (entry.terminal.taken) entry.throwOut();
    return { reply: {}, begin: (line) => listen(entry, line) };
  }),
  opens(domainScreenshot, { writes: true }, ({ dom, screen }, { world }) => {
    const machine = world.domains.demand(dom);
    machine.demandActive();
    if (screen >= machine.definition.facts.displays)
      throw new Refusal('VIR_ERR_INVALID_ARG', `${machine.name} has no screen ${screen}`);
    return { reply: { mime: 'image/png' }, begin: (line) => show(machine, line) };
  }),
];
