// What reaches a window from outside of the app: words of a command line, links, and the icon in the tray.
import type { Failure } from './failure.ts';
import type { DomainAction } from './model/domain.ts';

/** What `--show-…` asks for. */
export const SHOWN = ['console', 'editor', 'performance', 'host'] as const;
export type Shown = (typeof SHOWN)[number];

export interface ShowWish {
  readonly what: Shown;
  /** A name, a UUID, or the id of a running machine; absent for the host itself. */
  readonly machine?: string;
  /** The host that is meant; absent means any. */
  readonly uri?: string;
}

/** Why a link is not followed. */
export type LinkFault =
  | 'too-long'
  | 'malformed'
  | 'other-action'
  | 'no-uri'
  | 'several-uris'
  /** The link has a parameter that is none of ours. */
  | 'other-parameter'
  /** The URI is none. */
  | 'bad-uri'
  /** The URI names a program that would run here. */
  | 'program'
  /** The URI changes what is trusted, or which files of this computer are read. */
  | 'parameter';

export interface RefusedLink {
  readonly fault: LinkFault;
  /** The word at fault, or the reason in the words of whoever read the URI. */
  readonly detail?: string;
}

export type Outside =
  /** A URI that fills the "Add host" dialog and connects nothing by itself. */
  | { readonly kind: 'host'; readonly uri: string; readonly from: 'link' | 'start' }
  | { readonly kind: 'refused'; readonly link: string; readonly why: RefusedLink }
  | { readonly kind: 'show'; readonly wish: ShowWish }
  /** A place of the page, as its hash. */
  | { readonly kind: 'place'; readonly hash: string }
  | { readonly kind: 'add-host' }
  /** What was chosen in the tray did not work. */
  | {
      readonly kind: 'failed';
      readonly machine: string;
      readonly action: DomainAction;
      readonly failure: Failure;
    }
  /** The tray was asked for, and this desktop has none. */
  | { readonly kind: 'no-tray' };
