// The least that Chromium needs on this machine: pages without a framework, to hold ours beside.

/** As high as a long list, with nothing in it. */
export const EMPTY_PAGE = page('<div style="height:500000px">empty</div>');

/** A field above rows of plain text, all of which are others after each key. */
export function plainList(rows: number, cells: number): string {
  return page(`
    <style>
      body { margin: 0; font: 13px sans-serif; }
      [role=row] { position: absolute; inset-inline: 0; height: 28px; display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; }
      [role=gridcell] { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; border-bottom: 1px solid silver; }
    </style>
    <input autofocus>
    <div role="grid" aria-rowcount="0"></div>
    <script>
      const grid = document.querySelector('[role=grid]');
      const all = Array.from({ length: ${rows} }, (_, line) => {
        const row = grid.appendChild(document.createElement('div'));
        row.role = 'row';
        row.style.transform = 'translateY(' + line * 28 + 'px)';
        return Array.from({ length: ${cells} }, () => {
          const cell = row.appendChild(document.createElement('div'));
          cell.role = 'gridcell';
          return cell;
        });
      });
      let shown = 0;
      document.querySelector('input').addEventListener('input', () => {
        shown += 1;
        grid.setAttribute('aria-rowcount', shown);
        all.flat().forEach((cell, at) => { cell.textContent = 'cell ' + shown + ' of ' + at; });
      });
    </script>`);
}

function page(body: string): string {
  return `data:text/html,${encodeURIComponent(`<!doctype html>${body}`)}`;
}
