// The commands of one cure, each with the systems that it is for and a button that copies it.
import type { Cure } from '../../shared/model/host.ts';
import { CommandLine } from '../ui/command.tsx';
import { cureCommands } from './cures.ts';

export function CureLines({ cure }: { readonly cure: Cure }) {
  return cureCommands(cure).map(({ systems, command }) => (
    <div key={command}>
      {systems !== undefined && <span>{systems}</span>}
      <CommandLine command={command} />
    </div>
  ));
}
