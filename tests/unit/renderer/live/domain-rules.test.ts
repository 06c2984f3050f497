import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actionOf, domainActions, shownActions } from '../../../../renderer/live/domain-actions.ts';
import {
  isActive,
  isOverdue,
  lookOf,
  obstacleTo,
  ruleKindOf,
  stateKeyOf,
} from '../../../../renderer/live/domain-rules.ts';
import type { DomainAction, DomainState, DomainSummary } from '../../../../shared/model/domain.ts';
import { host, machine } from '../../../support/sample-world.ts';

function inState(state: DomainState, change: Partial<DomainSummary> = {}): DomainSummary {
  const active = !['off', 'nostate', 'crashed'].includes(state);
  return machine(1, 'one', { state, ...(active ? { id: 1 } : {}), ...change });
}

function possible(domain: DomainSummary, on = host()): readonly DomainAction[] {
  return domainActions.map((action) => action.id).filter((id) => obstacleTo(id, domain, on) === undefined);
}

const ALWAYS = ['autostart-on'] as const;

describe('what can be done with a machine', () => {
  test.each<[string, DomainSummary, readonly DomainAction[]]>([
    [
      'runs',
      inState('running'),
      ['pause', 'shutdown', 'reboot', 'reset', 'force-off', 'managed-save', ...ALWAYS],
    ],
    [
      'is blocked',
      inState('blocked'),
      ['pause', 'shutdown', 'reboot', 'reset', 'force-off', 'managed-save', ...ALWAYS],
    ],
    ['is paused', inState('paused'), ['resume', 'reset', 'force-off', 'managed-save', ...ALWAYS]],
    ['sleeps', inState('suspended'), ['reset', 'force-off', ...ALWAYS]],
    ['is off', inState('off'), ['start', ...ALWAYS]],
    ['is saved', inState('off', { managedSave: true }), ['start', 'drop-managed-save', ...ALWAYS]],
    ['crashed and is gone', inState('crashed'), ['start', ...ALWAYS]],
    ['crashed and is kept', inState('crashed', { id: 4 }), ['reset', 'force-off', ...ALWAYS]],
    [
      'runs and is transient',
      inState('running', { persistent: false }),
      ['pause', 'shutdown', 'reboot', 'reset', 'force-off'],
    ],
    ['starts with the host', inState('off', { autostart: true }), ['start', 'autostart-off']],
  ])('that %s', (_, domain, expected) => expect(possible(domain)).toEqual(expected));

  test.each<[NonNullable<DomainSummary['transition']>['what'], readonly DomainAction[]]>([
    ['shutting-down', ['shutdown', 'reboot', 'reset', 'force-off', ...ALWAYS]],
    ['rebooting', ['shutdown', 'reboot', 'reset', 'force-off', ...ALWAYS]],
    ['starting', ['force-off', ...ALWAYS]],
    ['restoring', ['force-off', ...ALWAYS]],
    ['saving', [...ALWAYS]],
  ])('while it is %s', (what, expected) =>
    expect(possible(inState('running', { transition: { what, sinceMs: 0 } }))).toEqual(expected),
  );

  test('says of what crashed that it crashed, and not that it is paused or off', () => {
    const kept = inState('crashed', { id: 4 });
    for (const action of ['shutdown', 'pause', 'resume', 'managed-save'] as const)
      expect(obstacleTo(action, kept, host())).toBe('crashed');
  });

  test('is nothing over a read-only connection, and says so', () => {
    expect(possible(inState('running'), host({ readOnly: true }))).toEqual([]);
    expect(obstacleTo('shutdown', inState('running'), host({ readOnly: true }))).toBe('readOnly');
  });

  test.each(['connecting', 'disconnected', 'failed', 'lost'] as const)(
    'is nothing while its host is %s',
    (state) => {
      expect(possible(inState('running'), host({ state }))).toEqual([]);
      expect(obstacleTo('start', inState('off'), host({ state }))).toBe('hostAway');
    },
  );
});

describe('the actions', () => {
  test('a saved machine is restored, not started', () => {
    expect(actionOf('start').labelKey(inState('off', { managedSave: true }))).toBe('action.restore');
    expect(actionOf('start').labelKey(inState('off'))).toBe('action.start');
  });

  test('each has one virsh line', () => {
    const lines = domainActions.map((action) =>
      action.virsh(machine(1, 'my vm'), host()).replace('virsh -c qemu:///system ', ''),
    );
    expect(lines).toEqual([
      "start 'my vm'",
      "suspend 'my vm'",
      "resume 'my vm'",
      "shutdown 'my vm'",
      "reboot 'my vm'",
      "reset 'my vm'",
      "destroy 'my vm'",
      "managedsave 'my vm'",
      "managedsave-remove 'my vm'",
      "autostart 'my vm'",
      "autostart 'my vm' --disable",
    ]);
  });

  test('of autostart on and off only the one is shown that changes something', () => {
    const shown = (autostart: boolean) =>
      shownActions([inState('off', { autostart })]).map((action) => action.id);
    expect(shown(false)).toContain('autostart-on');
    expect(shown(false)).not.toContain('autostart-off');
    expect(shown(true)).toContain('autostart-off');
  });

  test('no two share a shortcut', () => {
    const shortcuts = domainActions.flatMap((action) => action.shortcut ?? []);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
  });
});

describe('the kind of a machine', () => {
  const anyMachine = fc
    .record({
      state: fc.constantFrom<DomainState>('running', 'blocked', 'paused', 'off', 'crashed', 'suspended'),
      id: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
      what: fc.constantFrom('starting', 'rebooting', 'saving', undefined),
      sinceMs: fc.nat(),
      reason: fc.constantFrom('ioerror', 'user'),
      persistent: fc.boolean(),
      autostart: fc.boolean(),
      managedSave: fc.boolean(),
      revision: fc.nat({ max: 2 }),
      name: fc.constantFrom('one', 'two'),
      vcpus: fc.constantFrom(1, 2),
    })
    .map(({ id, what, sinceMs, ...rest }) =>
      machine(1, 'one', {
        ...rest,
        ...(id === undefined ? {} : { id }),
        ...(what === undefined ? {} : { transition: { what, sinceMs } }),
      }),
    );

  test('says all that can be asked of it', () =>
    fc.assert(
      fc.property(fc.array(anyMachine, { minLength: 60, maxLength: 60 }), (machines) => {
        const known = new Map<number, readonly DomainAction[]>();
        for (const one of machines) {
          const before = known.get(ruleKindOf(one));
          if (before !== undefined) expect(possible(one)).toEqual(before);
          known.set(ruleKindOf(one), possible(one));
        }
      }),
    ));
});

describe('how a state is shown', () => {
  test.each<[DomainSummary, string, string]>([
    [inState('running'), 'running', 'state.running'],
    [inState('paused', { reason: 'user' }), 'paused', 'state.paused'],
    [inState('paused', { reason: 'ioerror' }), 'crashed', 'state.ioerror'],
    [inState('off', { managedSave: true }), 'saved', 'state.saved'],
    [inState('running', { transition: { what: 'rebooting', sinceMs: 0 } }), 'busy', 'state.rebooting'],
    [inState('crashed'), 'crashed', 'state.crashed'],
  ])('%#', (domain, look, key) => {
    expect(lookOf(domain)).toBe(look);
    expect(stateKeyOf(domain)).toBe(key);
  });

  test('force is offered after half a minute of going down, and not of starting', () => {
    const going = inState('running', { transition: { what: 'shutting-down', sinceMs: 1000 } });
    expect(isOverdue(going, 30_999)).toBe(false);
    expect(isOverdue(going, 31_000)).toBe(true);
    expect(isOverdue(inState('running', { transition: { what: 'starting', sinceMs: 0 } }), 99_000)).toBe(
      false,
    );
  });

  test('a crashed machine is active only while libvirt keeps it', () => {
    expect(isActive(inState('crashed'))).toBe(false);
    expect(isActive(inState('crashed', { id: 3 }))).toBe(true);
  });
});
