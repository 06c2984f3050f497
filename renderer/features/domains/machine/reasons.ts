// libvirt's state reasons in words. A newer libvirt may send one that is not in the catalogue.
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../../shared/model/domain.ts';

/** Why the machine is in its state, as half a sentence; empty when libvirt gives no reason. */
export function useReason(domain: Pick<DomainSummary, 'state' | 'reason'>): string {
  const { t, i18n } = useTranslation('machine');
  const key = `reason.${domain.state}.${domain.reason}`;
  if (i18n.exists(key, { ns: 'machine' })) return t(key);
  return domain.reason === 'unknown' ? '' : domain.reason.replaceAll('-', ' ');
}
