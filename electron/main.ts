// The desktop app's boot.
import { app } from 'electron';

await app.whenReady();
