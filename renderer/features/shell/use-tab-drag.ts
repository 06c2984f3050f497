// Dragging a tab along the row, or out of the window. Pointer events, since they go on outside of the window.
import { type PointerEvent, useRef, useState } from 'react';
import { desktop } from '../../live/desktop.ts';
import { hashOf } from '../../live/place.ts';
import type { Tab } from './tab-store.ts';
import { isClosable, type TabsView } from './use-tabs.ts';

/** A hand that clicks trembles so far. */
const SLACK_PX = 6;

interface Drag {
  readonly tab: Tab;
  readonly fromX: number;
  readonly fromY: number;
  /** Where it was at first, for a drag that is given up. */
  readonly index: number;
  readonly moving: boolean;
}

function isOutside({ clientX, clientY }: PointerEvent): boolean {
  return clientX < 0 || clientY < 0 || clientX >= window.innerWidth || clientY >= window.innerHeight;
}

/** How many tabs have their middle to the left of the pointer. */
function countBefore(row: Element, x: number): number {
  const middles = [...row.children].map((tab) => {
    const { left, width } = tab.getBoundingClientRect();
    return left + width / 2;
  });
  const index = middles.findIndex((middle) => x < middle);
  return index < 0 ? middles.length : index;
}

/** Where the pointer would put it: behind the neighbours whose middle it has passed. */
function wantedIndex(row: Element, x: number, now: number): number {
  const before = countBefore(row, x);
  return before > now ? before - 1 : before;
}

export interface TabDrag {
  /** The tab that is dragged; `apart`: out of the window, where it gets one of its own. */
  readonly dragged: { readonly id: string; readonly apart: boolean } | undefined;
  readonly onPointerDown: (event: PointerEvent, tab: Tab) => void;
  readonly row: {
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerCancel: () => void;
  };
}

export function useTabDrag(view: TabsView): TabDrag {
  const drag = useRef<Drag>(undefined);
  const [dragged, setDragged] = useState<TabDrag['dragged']>();

  function end() {
    drag.current = undefined;
    setDragged(undefined);
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const held = drag.current;
    if (held === undefined) return;
    const far = Math.hypot(event.clientX - held.fromX, event.clientY - held.fromY) > SLACK_PX;
    if (!held.moving && !far) return;
    // The row keeps the pointer, not the tab: that moves in the row, and would lose it.
    if (!held.moving) event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { ...held, moving: true };
    const { id } = held.tab;
    const apart = desktop() !== undefined && isOutside(event);
    if (dragged?.id !== id || dragged.apart !== apart) setDragged({ id, apart });
    if (apart) return;
    const now = view.tabs.findIndex((tab) => tab.id === id);
    const wanted = wantedIndex(event.currentTarget, event.clientX, now);
    if (wanted !== now) view.move(id, wanted);
  }

  function onPointerUp(event: PointerEvent<HTMLElement>) {
    const held = drag.current;
    end();
    if (held?.moving !== true) return;
    const app = desktop();
    if (app === undefined || !isOutside(event)) return;
    view.move(held.tab.id, held.index);
    app.dropTab(hashOf(held.tab.place), Math.round(event.screenX), Math.round(event.screenY));
    view.close(held.tab.id);
  }

  return {
    dragged,
    onPointerDown: (event, tab) => {
      if (event.button !== 0 || !isClosable(tab)) return;
      const index = view.tabs.findIndex((one) => one.id === tab.id);
      drag.current = { tab, index, fromX: event.clientX, fromY: event.clientY, moving: false };
    },
    row: {
      onPointerMove,
      onPointerUp,
      onPointerCancel: () => {
        if (drag.current?.moving === true) view.move(drag.current.tab.id, drag.current.index);
        end();
      },
    },
  };
}
