// "About Guesthouse" as a dialog over whatever is shown.
import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AboutContent } from './about-content.tsx';

interface AboutDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function AboutDialog({ opened, onClose }: AboutDialogProps) {
  const { t } = useTranslation('settings');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('about.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('about.close') }}
    >
      <AboutContent />
    </Modal>
  );
}
