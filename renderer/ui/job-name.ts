// The engine's word for a job on a machine, as a person says it.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** A job that is newer than the catalogue is called as libvirt calls it. */
export function useJobName(): (job: string) => string {
  const { t } = useTranslation('ui');
  return useCallback((job) => t(`job.${job}`, { defaultValue: job }), [t]);
}
