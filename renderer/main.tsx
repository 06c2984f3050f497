// Puts the page together: catalogues, the first drawing.
import '@mantine/core/styles.css';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startI18n } from './i18n.ts';
import { firstLanguage, loadCatalogue } from './languages.ts';
import { live } from './start.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

// The setting comes with the engine's answer; until then the language of last time is the best guess.
const language = firstLanguage();
await startI18n(language, await loadCatalogue(language));
createRoot(root).render(<App live={live} />);
