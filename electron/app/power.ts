// The system tells when the computer wakes, sooner than the engine can notice.
import { powerMonitor } from 'electron';

/** Calls `told` when the computer woke or was unlocked. After the app is ready. */
export function onComputerWoke(told: () => void): void {
  powerMonitor.on('resume', told);
  powerMonitor.on('unlock-screen', told);
}
