// Commands that differ between systems: each with the systems that it is for and a button that copies it.
import { CommandLine } from './command.tsx';

export interface SystemCommand {
  readonly command: string;
  /** Absent when it is for all. */
  readonly systems?: string;
}

export function CommandLines({ commands }: { readonly commands: readonly SystemCommand[] }) {
  return commands.map(({ systems, command }) => (
    <div key={command}>
      {systems !== undefined && <span>{systems}</span>}
      <CommandLine command={command} />
    </div>
  ));
}
