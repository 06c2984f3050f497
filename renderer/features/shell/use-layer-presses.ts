// What is pressed twice to answer a dialog or a menu is meant for that: it does nothing to what is behind it.
import { useEffect } from 'react';

const LAYERS = '[role=dialog], [role=menu], [role=listbox]';
/** ms in which a second Enter is the first one, pressed twice. */
const DOUBLE_PRESS_MS = 400;

function layerOf({ target }: Event): Element | undefined {
  return target instanceof Element ? (target.closest(LAYERS) ?? undefined) : undefined;
}

function drop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Drops what is left of a click or an Enter that has closed its layer, until the returned function is called. */
function keepInLayers(): () => void {
  let clicked: Element | undefined;
  let entered: { readonly layer: Element | undefined; readonly atMs: number } | undefined;

  function onMouse(event: MouseEvent): void {
    if (event.detail < 2) clicked = event.type === 'mousedown' ? layerOf(event) : clicked;
    else if (clicked?.isConnected === false) drop(event);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter') {
      // Whoever has pressed something else since means where he is now.
      entered = undefined;
      return;
    }
    const { layer, atMs } = entered ?? { layer: undefined, atMs: Number.NEGATIVE_INFINITY };
    const again = event.repeat || event.timeStamp - atMs < DOUBLE_PRESS_MS;
    const here = layerOf(event);
    if (again && here === undefined && layer?.isConnected === false) drop(event);
    else entered = { layer: here, atMs: event.timeStamp };
  }

  const clicks = ['mousedown', 'mouseup', 'click', 'dblclick'] as const;
  for (const name of clicks) window.addEventListener(name, onMouse, { capture: true });
  window.addEventListener('keydown', onKeyDown, { capture: true });
  return () => {
    for (const name of clicks) window.removeEventListener(name, onMouse, { capture: true });
    window.removeEventListener('keydown', onKeyDown, { capture: true });
  };
}

export function useLayerPresses(): void {
  useEffect(keepInLayers, []);
}
