// All that the demo host answers, by program and number. What is not here is answered like a server that lacks it.
import type { Answer } from '../server/answers.ts';
import { connectCalls } from './connect.ts';
import { consoleCalls } from './consoles.ts';
import { domainDefinitionCalls } from './domain-definitions.ts';
import { domainDeviceCalls } from './domain-devices.ts';
import { domainLifecycleCalls } from './domain-lifecycle.ts';
import { domainListCalls } from './domain-lists.ts';
import { domainMetadataCalls } from './domain-metadata.ts';
import { eventCalls } from './event-registrations.ts';
import { hostDeviceCalls } from './host-devices.ts';
import { keyCalls } from './keys.ts';
import { networkChangeCalls } from './network-changes.ts';
import { networkCalls } from './networks.ts';
import { poolCalls } from './pools.ts';
import { snapshotCalls } from './snapshots.ts';
import { statisticsCalls } from './statistics.ts';
import { volumeCalls } from './volumes.ts';

const answers: readonly Answer[] = [
  ...connectCalls,
  ...eventCalls,
  ...domainListCalls,
  ...domainLifecycleCalls,
  ...domainDefinitionCalls,
  ...domainMetadataCalls,
  ...domainDeviceCalls,
  ...snapshotCalls,
  ...statisticsCalls,
  ...consoleCalls,
  ...keyCalls,
  ...networkCalls,
  ...networkChangeCalls,
  ...poolCalls,
  ...volumeCalls,
  ...hostDeviceCalls,
];

const keyOf = (program: number, number: number) => `${program}:${number}`;

const table = new Map(
  answers.map((answer) => [keyOf(answer.procedure.program.id, answer.procedure.number), answer]),
);

/** What answers a procedure; absent when the demo host does not know it. */
export function answerTo(program: number, number: number): Answer | undefined {
  return table.get(keyOf(program, number));
}
