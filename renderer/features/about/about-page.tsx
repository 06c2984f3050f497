// "About Guesthouse" as a place of its own.
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page.tsx';
import { AboutContent } from './about-content.tsx';

export function AboutPage() {
  const { t } = useTranslation('settings');
  return (
    <Page title={t('about.title')}>
      <AboutContent />
    </Page>
  );
}
