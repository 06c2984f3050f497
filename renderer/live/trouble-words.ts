// What a person is told when a file of ours cannot be read or written: what, why, where it is now, and what holds instead.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsTrouble } from '../../shared/model/settings.ts';

/** Reasons that have words of ours; all others are told in the system's. */
const REASONS = ['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS'] as const;

/** Words for a trouble, in whole sentences. */
export function useTroubleWords(): (trouble: SettingsTrouble) => string {
  const { t } = useTranslation('app');
  return useCallback(
    ({ file, what, path, keptAs, inUse, code, message }) => {
      const known = REASONS.find((one) => one === code);
      const reason = known === undefined ? message : t(`trouble.reasons.${known}`);
      const sentences = [t(`trouble.${file}.${what}`, { path, reason })];
      if (keptAs !== undefined) sentences.push(t('trouble.kept', { kept: keptAs }));
      else if (file === 'settings' && what !== 'not-saved') sentences.push(t('trouble.left', { reason }));
      if (file === 'secrets' && what !== 'not-saved') sentences.push(t('trouble.asked'));
      if (file === 'settings')
        sentences.push(what === 'not-saved' ? t('trouble.holds') : t(`trouble.${inUse ?? 'usual'}`));
      return sentences.join(t('trouble.between'));
    },
    [t],
  );
}
