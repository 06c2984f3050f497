// An app without windows that keeps secrets as the desktop does: its vault and its store, in a real Electron.
import { join } from 'node:path';
import { app } from 'electron';
import { systemVault } from '../../../electron/app/secrets.ts';
import { openSecretStore } from '../../../electron/store/secret-store.ts';

const path = join(app.getPath('home'), 'config', 'secrets.json');
app.setPath('userData', join(app.getPath('home'), 'chromium'));
// Tests reach it by this name.
Object.assign(globalThis, { secretStore: openSecretStore(path, systemVault()) });
