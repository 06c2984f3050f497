// The list of the page that is shown, for keys that are pressed while nothing has the focus.

/** The one row, or tile, of the list in view that Tab stops at. */
export function rowInView(): HTMLElement | undefined {
  const panel: ParentNode = document.querySelector('[role=tabpanel]:not([hidden])') ?? document;
  return panel.querySelector<HTMLElement>(':is([role=row], [role=gridcell])[tabindex="0"]') ?? undefined;
}
