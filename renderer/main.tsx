// Puts the page together: catalogues, the way to the engine, the first drawing.
import '@mantine/core/styles.css';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { firstLanguage, startI18n } from './i18n.ts';
import { connectEngine } from './live/connect.ts';
import { createLive } from './live/live.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const live = createLive(connectEngine());
// The setting comes with the engine's answer; until then the language of last time is the best guess.
await startI18n(firstLanguage());
createRoot(root).render(<App live={live} />);
