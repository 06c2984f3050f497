// One xterm.js in an element: fits it, searches, guards links, pastes and answers. It knows nothing of what it shows.
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { guardAnswers } from './answers.ts';
import { type Scheme, TERMINAL_COLOURS } from './colours.ts';
import { cleanPaste, clipboardText, copyText, isSeveralLines } from './paste.ts';

export interface TerminalEvents {
  /** What the person typed or pasted, and what the terminal answers. */
  readonly onInput: (bytes: Uint8Array) => void;
  readonly onResize: (columns: number, rows: number) => void;
  readonly onFocus?: () => void;
  /** Several lines are about to be pasted: paste them with `paste` if they shall be. */
  readonly onLines: (text: string) => void;
  /** A link was clicked; its address must be shown before anything else. */
  readonly onLink: (address: string) => void;
  readonly onFind?: () => void;
  readonly mayAnswer?: () => boolean;
}

export interface TerminalViewOptions {
  readonly scheme: Scheme;
  readonly label: string;
  readonly fontPx: number;
  readonly scrollback?: number;
}

const ESCAPE_RESET = '\x1bc';

export class TerminalView {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #search = new SearchAddon();
  readonly #observer: ResizeObserver;
  readonly #element: HTMLElement;
  readonly #events: TerminalEvents;
  readonly #onPaste = (event: ClipboardEvent) => this.#paste(event);
  #replaying = false;

  constructor(element: HTMLElement, events: TerminalEvents, options: TerminalViewOptions) {
    this.#element = element;
    this.#events = events;
    this.#terminal = new Terminal({
      scrollback: options.scrollback ?? 10_000,
      fontFamily: getComputedStyle(element).getPropertyValue('--gh-font-mono') || 'monospace',
      fontSize: options.fontPx,
      cursorBlink: false,
      theme: TERMINAL_COLOURS[options.scheme],
      minimumContrastRatio: 3,
      allowProposedApi: true,
      // Hyperlinks (OSC 8) say where they lead before they lead there, like plain ones.
      linkHandler: { activate: (_event, address) => events.onLink(address), allowNonHttpProtocols: false },
    });
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.loadAddon(this.#search);
    this.#terminal.loadAddon(new WebLinksAddon((_event, address) => events.onLink(address)));
    guardAnswers(this.#terminal, () => !this.#replaying && (events.mayAnswer?.() ?? true));
    this.#terminal.attachCustomKeyEventHandler((event) => this.#key(event));
    this.#terminal.open(element);
    this.#terminal.textarea?.setAttribute('aria-label', options.label);
    this.#wire();
    this.#observer = new ResizeObserver(() => this.fit());
    this.#observer.observe(element);
    this.fit();
  }

  get columns(): number {
    return this.#terminal.cols;
  }

  get rows(): number {
    return this.#terminal.rows;
  }

  /** Resolves when the bytes have been drawn. */
  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => this.#terminal.write(bytes, resolve));
  }

  /** Empties the terminal for a replay of this size; what was written before is drawn first. */
  beginReplay(columns: number, rows: number): void {
    this.#terminal.write(ESCAPE_RESET, () => {
      this.#replaying = true;
      this.#terminal.resize(columns, rows);
    });
  }

  /** After the last byte of a replay. */
  endReplay(): void {
    this.#terminal.write('', () => {
      this.#replaying = false;
      this.fit();
    });
  }

  fit(): void {
    if (!this.#replaying && this.#element.offsetParent !== null) this.#fit.fit();
  }

  focus(): void {
    this.#terminal.focus();
  }

  paste(text: string): void {
    this.#terminal.paste(cleanPaste(text));
    this.#terminal.focus();
  }

  /** True when there is such a text. An empty one ends the search. */
  find(text: string, direction: 'next' | 'previous' = 'next'): boolean {
    if (text === '') {
      this.#search.clearDecorations();
      return true;
    }
    const options = { incremental: false };
    return direction === 'next'
      ? this.#search.findNext(text, options)
      : this.#search.findPrevious(text, options);
  }

  async copySelection(): Promise<void> {
    if (this.#terminal.hasSelection()) await copyText(this.#terminal.getSelection());
  }

  async pasteClipboard(): Promise<void> {
    const text = await clipboardText();
    if (text !== undefined) this.#offer(text);
  }

  setFontSize(px: number): void {
    if (this.#terminal.options.fontSize === px) return;
    this.#terminal.options.fontSize = px;
    this.fit();
  }

  setScheme(scheme: Scheme): void {
    this.#terminal.options.theme = TERMINAL_COLOURS[scheme];
  }

  dispose(): void {
    this.#observer.disconnect();
    this.#element.removeEventListener('paste', this.#onPaste, true);
    this.#terminal.dispose();
  }

  #wire(): void {
    const encoder = new TextEncoder();
    const { onInput, onResize, onFocus } = this.#events;
    this.#terminal.onData((text) => onInput(encoder.encode(text)));
    // Mouse reports of the old encoding are bytes, not text.
    this.#terminal.onBinary((text) => onInput(Uint8Array.from(text, (character) => character.charCodeAt(0))));
    this.#terminal.onResize(({ cols, rows }) => {
      if (!this.#replaying) onResize(cols, rows);
    });
    this.#terminal.textarea?.addEventListener('focus', () => onFocus?.());
    this.#element.addEventListener('paste', this.#onPaste, true);
  }

  /** False keeps a key from the guest. */
  #key(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown' || !event.ctrlKey || !event.shiftKey || event.altKey || event.metaKey)
      return true;
    const actions: Readonly<Record<string, () => void>> = {
      KeyC: () => void this.copySelection(),
      KeyV: () => void this.pasteClipboard(),
      KeyF: () => this.#events.onFind?.(),
    };
    const action = actions[event.code];
    if (action === undefined) return true;
    event.preventDefault();
    event.stopPropagation();
    action();
    return false;
  }

  #paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    event.preventDefault();
    event.stopPropagation();
    this.#offer(text);
  }

  #offer(text: string): void {
    if (isSeveralLines(text)) this.#events.onLines(cleanPaste(text));
    else this.paste(text);
  }
}
