// The list of machines over a stand-in for the engine, with its search box and its question.
import { vi } from 'vitest';
import { MachineQuestion } from '../../renderer/features/domains/machine-question.tsx';
import { MachinesPage } from '../../renderer/features/domains/machines-page.tsx';
import { PageSearch } from '../../renderer/features/search/page-search.tsx';
import type { ModelSnapshot } from '../../shared/model/changes.ts';
import { type Answers, fakeEngine, gives } from './fake-api.ts';
import { draw } from './render.tsx';
import { sampleWorld } from './sample-world.ts';

export async function machinesPage(
  seed: Partial<ModelSnapshot> = {},
  answers: Answers = {},
  language: 'en' | 'zh-CN' = 'en',
) {
  const onConnect = vi.fn();
  const engine = fakeEngine({ ...sampleWorld, ...seed }, { domains: { act: gives(undefined) }, ...answers });
  const drawn = await draw(
    <>
      <MachinesPage onConnect={onConnect} search={(search) => <PageSearch {...search} />} />
      <MachineQuestion />
    </>,
    engine,
    language,
  );
  return { ...drawn, onConnect };
}
