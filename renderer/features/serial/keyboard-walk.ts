// Whether the person goes through the page by keyboard: then nothing takes the focus away from where they are.

/** The focus shows, as it does after keys and not after a click. */
export function isWalkingByKeyboard(): boolean {
  const { activeElement, body } = document;
  return activeElement !== null && activeElement !== body && activeElement.matches(':focus-visible');
}
