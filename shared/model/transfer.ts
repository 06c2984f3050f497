// Settings as a file that leaves this computer, and what reading one would change here.
import type { HostProfile } from './connect.ts';
import type { Settings } from './settings.ts';

export interface SettingChange {
  readonly field: keyof Settings;
  readonly from: unknown;
  readonly to: unknown;
}

export interface ImportedHost extends Pick<HostProfile, 'uri' | 'name' | 'readOnly'> {
  /** It is among the hosts already and stays as it is. */
  readonly known: boolean;
}

/** Why a file is not taken; `where` names the part at fault. */
export type ImportFault = 'too-large' | 'no-json' | 'other-file' | 'newer' | 'bad-setting' | 'bad-host';

export type ImportPreview =
  | {
      readonly state: 'good';
      readonly changes: readonly SettingChange[];
      readonly hosts: readonly ImportedHost[];
      /** Settings that this version does not know. */
      readonly unknown: readonly string[];
    }
  | { readonly state: 'refused'; readonly fault: ImportFault; readonly where?: string };

/** Characters of a file; a thousand hosts with long notes are fewer. */
export const LONGEST_IMPORT = 4_000_000;
