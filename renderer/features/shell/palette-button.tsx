// Opens the palette by mouse.
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCommand } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useWish } from '../../live/hooks.ts';
import { shortcutText } from '../../ui/shortcut.ts';

export function PaletteButton() {
  const { t } = useTranslation('app');
  const [, wish] = useWish();
  const name = t('command.palette');
  return (
    <Tooltip label={`${name} (${shortcutText('Ctrl+K')})`}>
      <ActionIcon aria-label={name} onClick={() => wish({ kind: 'palette' })}>
        <IconCommand size={15} />
      </ActionIcon>
    </Tooltip>
  );
}
