// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { FailureNote } from '../../../../renderer/ui/failure-note.tsx';
import type { Failure } from '../../../../shared/failure.ts';
import { draw } from '../../../support/render.tsx';

const cases: readonly (readonly [Failure, RegExp])[] = [
  [
    { kind: 'refused', code: 55, domain: 10, message: 'domain is not running' },
    /present state does not allow/,
  ],
  [{ kind: 'refused', code: 38, domain: 0, message: 'Cannot open file' }, /operating system refused/],
  [{ kind: 'refused', code: 9999, domain: 0, message: 'new in libvirt 99' }, /libvirt refused/],
  [{ kind: 'unreachable', stage: 'resolve', message: 'ENOTFOUND' }, /name was not found/],
  [{ kind: 'unreachable', stage: 'auth', message: 'polkit says no' }, /did not let us in/],
  [{ kind: 'unreachable', stage: 'lost', message: 'closed' }, /connection to the host was lost/],
  [
    { kind: 'unreachable', stage: 'lost', code: 'ENGINE_ENDED', message: 'gone' },
    /engine ended before it could/,
  ],
  [{ kind: 'protocol', message: 'frame too long' }, /did not speak libvirt's protocol/],
  [{ kind: 'invalid', field: 'uri', message: 'no scheme' }, /“uri” cannot be used/],
  [{ kind: 'invalid', field: 'tags', message: 'no room' }, /can have 1,000 tags, not more/],
  [{ kind: 'conflict', message: 'moved' }, /changed by someone else/],
  [{ kind: 'busy', message: 'cannot acquire state change lock' }, /another job on it is still running\.$/],
  [
    { kind: 'busy', message: 'held by job', job: 'migration-out' },
    /still running \(migrating to another host\)/,
  ],
  [{ kind: 'timeout', afterMs: 30_000 }, /no answer within 30 s/],
  [{ kind: 'unsupported', what: 'snapshots' }, /not available here \(snapshots\)/],
  [{ kind: 'cancelled' }, /cancelled/],
  [{ kind: 'bug', id: 'e4f1' }, /log has more under e4f1/],
];

describe('a failure', () => {
  test.each(cases)('says what happened and what it means: %j', async (failure, words) => {
    await draw(<FailureNote failure={failure} action="Could not start web-01" />);
    const text = screen.getByText(/^Could not start web-01: /).textContent ?? '';
    expect(text).toMatch(words);
  });

  test('keeps the words of the other side behind "Details"', async () => {
    const failure: Failure = {
      kind: 'refused',
      code: 1,
      domain: 10,
      message: "network 'default' <b>is</b> not active",
    };
    const { user } = await draw(<FailureNote failure={failure} />);
    expect(screen.queryByText(failure.message)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Details' }));
    expect(screen.getByText(failure.message)).toBeTruthy();
  });

  test('has no details where nobody said anything', async () => {
    await draw(<FailureNote failure={{ kind: 'timeout', afterMs: 1000 }} />);
    expect(screen.queryByRole('button', { name: 'Details' })).toBeNull();
  });

  test('offers what helps, and goes away when it was read', async () => {
    const [onRetry, onClose] = [vi.fn(), vi.fn()];
    const { user } = await draw(
      <FailureNote failure={{ kind: 'cancelled' }} onRetry={onRetry} onClose={onClose} />,
    );
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(onRetry).toHaveBeenCalledOnce();
    expect(onClose).toHaveBeenCalledOnce();
  });

  test('speaks Chinese', async () => {
    await draw(
      <FailureNote failure={{ kind: 'timeout', afterMs: 5000 }} action="无法启动 web-01" />,
      undefined,
      'zh-CN',
    );
    expect(screen.getByText('无法启动 web-01：5 秒内没有应答。操作仍可能完成。')).toBeTruthy();
  });
});
