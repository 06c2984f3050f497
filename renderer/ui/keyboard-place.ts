// Where the person's keys go now, for what would take the keyboard when it is ready: a screen that connects, a terminal that opens.

/** They go through the page by keyboard: the focus shows, as it does after keys and not after a click. */
export function isWalkingByKeyboard(): boolean {
  const { activeElement, body } = document;
  return activeElement !== null && activeElement !== body && activeElement.matches(':focus-visible');
}

/** They type into a field or answer a dialog, like the palette: taken from there, their next keys would be a guest's. */
export function isTypingElsewhere(): boolean {
  return document.activeElement?.closest('input, textarea, [contenteditable=true], [role=dialog]') != null;
}
