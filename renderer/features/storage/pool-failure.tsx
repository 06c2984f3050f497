// What could not be done with a pool, where it was asked.
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../ui/failure-note.tsx';
import type { PoolActs } from './pool-acts.ts';

export function PoolFailure({ acts }: { readonly acts: PoolActs }) {
  const { t } = useTranslation('storage');
  if (acts.failed === undefined) return null;
  const { noun, action, failure } = acts.failed;
  return (
    <FailureNote failure={failure} action={t(`failed.${action}`, { name: noun.name })} onClose={acts.clear} />
  );
}
