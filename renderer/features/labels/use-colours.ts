// The colours of labels with their words.
import { useTranslation } from 'react-i18next';
import { HOST_COLOURS, type HostColour } from '../../../shared/model/connect.ts';
import { hostColour } from '../../live/host-colours.ts';
import type { ColourChoice } from '../../ui/colour-field.tsx';

export function useColours(): readonly ColourChoice<HostColour>[] {
  const { t } = useTranslation('hosts');
  return HOST_COLOURS.map((id) => ({ id, label: t(`colour.${id}`), css: hostColour(id) }));
}
