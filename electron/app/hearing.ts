// How main reads what pages, the engine and further starts say to it. Loaded while the first window is being made: the library
// that checks all of it takes longer to load than all else that the window needs.
export { readTrayNews } from '../ipc/tray-over-port.ts';
export { answerVault } from '../ipc/vault-over-port.ts';
export * as pageChecks from './page-checks.ts';
export { readVisit } from './visit-check.ts';
