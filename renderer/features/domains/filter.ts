// The filter box of the machines grid: every word must be found somewhere in the machine.
import type { DomainSummary } from '../../../shared/model/domain.ts';

/** `stateWord` is what the grid shows; people type what they see. */
export function matchesFilter(domain: DomainSummary, stateWord: string, filter: string): boolean {
  const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const { name, title = '', description = '', addresses } = domain;
  // libvirt's own word too, in any language; but what is shutting down is no longer called running.
  const state = domain.transition?.what ?? domain.state;
  const text = [name, title, description, state, stateWord, ...addresses].join('\n').toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}
