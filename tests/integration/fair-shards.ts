// Shares the files out among the tier's parts so that all end at about the same time; vitest's own shares count files only.
import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Seconds that the long ones took when they were last looked at. A number that is no longer true costs balance and nothing else. */
const LONG_S: Readonly<Record<string, number>> = {
  versions: 82,
  hosts: 54,
  'hosts-far': 47,
  labels: 46,
  'inventory-faults': 41,
  tasks: 39,
  'console-serial': 36,
  inventory: 36,
  lab: 35,
  ssh: 27,
};
const SHORT_S = 8;

function secondsOf({ moduleId }: TestSpecification): number {
  return LONG_S[basename(moduleId, '.test.ts')] ?? SHORT_S;
}

interface Share {
  seconds: number;
  readonly files: TestSpecification[];
}

/** Longest first, each to the part that has least; all parts come to the same result. */
function dealt(files: readonly TestSpecification[], parts: number): readonly TestSpecification[][] {
  const shares = Array.from({ length: parts }, (): Share => ({ seconds: 0, files: [] }));
  const inOrder = [...files].sort(
    (one, other) => secondsOf(other) - secondsOf(one) || one.moduleId.localeCompare(other.moduleId),
  );
  for (const file of inOrder) {
    const least = shares.reduce((best, share) => (share.seconds < best.seconds ? share : best));
    least.files.push(file);
    least.seconds += secondsOf(file);
  }
  return shares.map((share) => share.files);
}

export class FairShards extends BaseSequencer {
  override async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { index, count } = this.ctx.config.shard ?? { index: 1, count: 1 };
    return dealt(files, count)[index - 1] ?? [];
  }
}
