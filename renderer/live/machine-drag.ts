// Machines on their way by mouse, from any list to any group: they travel with the drag itself, so that windows can share it.
import { type DragEvent, useEffect, useState } from 'react';
import type { DomainSummary } from '../../shared/model/domain.ts';
import type { DomainKey } from '../../shared/model/keys.ts';

const TYPE = 'application/x-guesthouse-machines';

/** Begins to drag these. */
export function putMachines(event: DragEvent, domains: readonly DomainKey[]): void {
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData(TYPE, domains.join(' '));
}

export function carriesMachines(event: { readonly dataTransfer: DataTransfer | null }): boolean {
  return event.dataTransfer?.types.includes(TYPE) === true;
}

/** The machines that are dropped. Any program can put anything there: only those that we know count. */
export function machinesIn(
  event: DragEvent,
  domains: ReadonlyMap<DomainKey, DomainSummary>,
): readonly DomainSummary[] {
  const keys = new Set(event.dataTransfer.getData(TYPE).split(' '));
  return [...domains.values()].filter(({ key }) => keys.has(key));
}

/** Whether machines are dragged over this window now. */
export function useMachinesDragged(): boolean {
  const [dragged, setDragged] = useState(false);
  useEffect(() => {
    const begin = (event: globalThis.DragEvent) => carriesMachines(event) && setDragged(true);
    const end = () => setDragged(false);
    const leave = (event: globalThis.DragEvent) => event.relatedTarget === null && end();
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener('dragenter', begin, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('dragend', end, { signal });
    window.addEventListener('drop', end, { signal, capture: true });
    return () => stop.abort();
  }, []);
  return dragged;
}
