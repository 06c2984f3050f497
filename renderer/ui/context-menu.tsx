// A menu at a point of the screen: where the pointer was, or beside what has the focus.
import { Menu } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface ContextMenuProps {
  /** Open while there is a point. */
  readonly at: Point | undefined;
  readonly label: string;
  readonly onClose: () => void;
  /** Menu.Item and its like. */
  readonly children: ReactNode;
}

// Not `keydown`: the key that opens the menu is still on its way to the document, and would close it.
const CLOSED_BY = ['mousedown', 'touchstart'];

/** Wherever the focus is: an item that cannot be used any more has lost it. */
function useEscape(opened: boolean, onEscape: () => void): void {
  useEffect(() => {
    if (!opened) return;
    const onKeyDown = ({ key }: KeyboardEvent) => key === 'Escape' && onEscape();
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [opened, onEscape]);
}

export function ContextMenu({ at, label, onClose, children }: ContextMenuProps) {
  useEscape(at !== undefined, onClose);
  return (
    <Menu
      opened={at !== undefined}
      onClose={onClose}
      position="bottom-start"
      offset={0}
      withinPortal
      returnFocus
      clickOutsideEvents={CLOSED_BY}
    >
      <Menu.Target>
        <span
          aria-hidden
          style={{ position: 'fixed', left: at?.x ?? 0, top: at?.y ?? 0, width: 0, height: 0 }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>{children}</Menu.Dropdown>
    </Menu>
  );
}
