// Machines in the palette, by name, and what can be done with them: `start web-01`. Fast with 10,000 of them.
import { IconDeviceDesktop } from '@tabler/icons-react';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { ActionContext } from '../../actions/context.ts';
import { allMachineActions, MACHINE_ACTION_NAMES, placeOfOpening } from '../../actions/machine.ts';
import type { Action } from '../../ui/action.ts';
import { actionEntry, placeEntry, textsOf, type Words } from './entries.ts';
import type { Entry, Ranked } from './entry.ts';
import { fitOfAll, plain } from './fit.ts';

/** Of the machines that fit a name, so many are offered for each action. */
const MOST_PER_ACTION = 6;
/** When no more than these fit a name, what can be done with them is offered too. */
const FEW = 2;
/** More are not looked at further: nobody reads them. */
const MOST_FOUND = 60;

interface Found {
  readonly domain: DomainSummary;
  readonly score: number;
}

interface Texts {
  readonly host: string;
  readonly texts: readonly string[];
}

const known = new WeakMap<DomainSummary, Texts>();

/** Plain texts of a machine and its host's name; a changed machine is another value. */
function textsOfMachine(domain: DomainSummary, host: string): readonly string[] {
  const before = known.get(domain);
  if (before !== undefined && before.host === host) return before.texts;
  const { name, title } = domain;
  const texts = title === undefined ? [plain(name), host] : [plain(name), plain(title), host];
  known.set(domain, { host, texts });
  return texts;
}

export interface MachineSearch {
  readonly domains: readonly DomainSummary[];
  readonly words: Words;
  readonly context: ActionContext;
}

/** The machines that fit, best first, and how many there are. */
function machinesFor(terms: readonly string[], search: MachineSearch): readonly Found[] {
  const { domains, context } = search;
  const hostTexts = new Map(context.hosts.map((host) => [host.id, plain(host.name)]));
  const found: Found[] = [];
  for (const domain of domains) {
    const score = fitOfAll(terms, textsOfMachine(domain, hostTexts.get(domain.connection) ?? ''));
    if (score !== undefined) found.push({ domain, score });
  }
  // The list is by name, and sorting keeps that order where the fit is the same.
  return found.sort((a, b) => a.score - b.score);
}

function hostName({ connection }: DomainSummary, { context }: MachineSearch): string {
  return context.hosts.length > 1 ? (context.hostOf(connection)?.name ?? '') : '';
}

export function machineEntry(domain: DomainSummary, search: MachineSearch): Entry {
  const host = hostName(domain, search);
  return placeEntry(
    { page: 'machine', domain: domain.key },
    {
      label: domain.name,
      hint: host === '' ? search.words('app:page.machine') : host,
      icon: IconDeviceDesktop,
      texts: [plain(domain.name)],
      completion: `${domain.name} `,
    },
    search.context,
  );
}

function actionOn(action: Action, domain: DomainSummary, search: MachineSearch): Entry {
  const place = placeOfOpening(action.id, domain.key);
  const entry = actionEntry(action, search.words, {
    id: `${action.id}:${domain.key}`,
    of: domain.name,
    hint: hostName(domain, search),
  });
  return place === undefined ? entry : { ...entry, place };
}

export function machineActionEntries(domain: DomainSummary, search: MachineSearch): readonly Entry[] {
  return allMachineActions([domain], search.context).map((action) => actionOn(action, domain, search));
}

/** The ways to read the terms as words of an action and then a name, or a name and then words of an action. */
function splits(
  terms: readonly string[],
): readonly (readonly [verb: readonly string[], name: readonly string[]])[] {
  const ways: (readonly [readonly string[], readonly string[]])[] = [];
  for (let at = 1; at < terms.length; at += 1) {
    ways.push([terms.slice(0, at), terms.slice(at)]);
    ways.push([terms.slice(at), terms.slice(0, at)]);
  }
  return ways;
}

/** Actions on machines that were found by name: `start web-01`, `web-01 start`. */
function actionsOnFound(terms: readonly string[], search: MachineSearch): readonly Ranked[] {
  const byName = new Map<string, readonly Found[]>();
  const best = new Map<string, Ranked>();
  for (const [verb, name] of splits(terms)) {
    const fits = MACHINE_ACTION_NAMES.flatMap(({ id, label }) => {
      const score = fitOfAll(verb, textsOf(label, search.words));
      return score === undefined ? [] : [{ id, score }];
    });
    if (fits.length === 0) continue;
    const key = name.join(' ');
    const machines = byName.get(key) ?? machinesFor(name, search).slice(0, MOST_PER_ACTION);
    byName.set(key, machines);
    for (const { domain, score } of machines) {
      const actions = allMachineActions([domain], search.context);
      for (const fit of fits) {
        const action = actions.find(({ id }) => id === fit.id);
        if (action === undefined) continue;
        const entry = actionOn(action, domain, search);
        const sum = score + fit.score;
        if ((best.get(entry.id)?.score ?? Number.POSITIVE_INFINITY) > sum)
          best.set(entry.id, { entry, score: sum });
      }
    }
  }
  return [...best.values()];
}

/** All that has to do with machines, for what was typed. */
export function searchMachines(terms: readonly string[], search: MachineSearch): readonly Ranked[] {
  const found = machinesFor(terms, search);
  const machines = found
    .slice(0, MOST_FOUND)
    .map(({ domain, score }): Ranked => ({ entry: machineEntry(domain, search), score }));
  // One that is named in full is meant, however many begin like it.
  const meant = found.filter(({ score }, index) => score === 0 || (found.length <= FEW && index < FEW));
  const theirs = meant
    .slice(0, FEW)
    .flatMap(({ domain, score }) =>
      machineActionEntries(domain, search).map(
        (entry, index): Ranked => ({ entry, score: score + 1 + index / 100 }),
      ),
    );
  return [...machines, ...theirs, ...actionsOnFound(terms, search)];
}
