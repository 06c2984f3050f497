// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useReach } from '../../../../renderer/live/reach.ts';
import { ReachGate } from '../../../../renderer/ui/reach-gate.tsx';
import type { ConnectionId } from '../../../../shared/model/keys.ts';
import { type Answers, fails, fakeEngine } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { sampleWorld } from '../../../support/sample-world.ts';

function Gate() {
  return <ReachGate {...useReach('c99' as ConnectionId)}>inside</ReachGate>;
}

const GONE: Answers = {
  model: { snapshot: fails({ kind: 'unreachable', stage: 'lost', message: 'the engine is gone' }) },
};

test('a host is said to be removed only by an engine that has told which there are', async () => {
  await draw(<Gate />, fakeEngine(sampleWorld));
  expect(await screen.findByText('This host is not in the list any more.')).toBeDefined();
});

test('while there is no engine that could tell, nothing is said of it', async () => {
  await draw(<Gate />, fakeEngine(sampleWorld, GONE));
  expect(await screen.findByText('Loading…')).toBeDefined();
  expect(screen.queryByText('This host is not in the list any more.')).toBeNull();
});
