// The process of the desktop app in which its engine runs.
import type { ElectronApplication } from '@playwright/test';
import type { Host } from '../../lab/host.ts';

/** Its process id, as the host counts. */
export function enginePid(app: ElectronApplication): Promise<number | undefined> {
  return app.evaluate(
    ({ app }) =>
      app
        .getAppMetrics()
        .find((one) => one.name === 'Guesthouse engine' || one.serviceName === 'Guesthouse engine')?.pid,
  );
}

/** Ends the engine without a word, and returns which it was. */
export async function killEngine(host: Host, app: ElectronApplication): Promise<number> {
  const pid = await enginePid(app);
  if (pid === undefined) throw new Error('there is no engine');
  const { code, stderr } = await host.exec('kill', ['-KILL', String(pid)]);
  if (code !== 0) throw new Error(stderr);
  return pid;
}

/** From now on every engine that is started finds nothing to run, and dies. Returns how many have. */
export function breakEngines(app: ElectronApplication): Promise<number> {
  return app.evaluate(({ utilityProcess }) => {
    const before: unknown = Reflect.get(globalThis, 'brokenStarts');
    if (typeof before === 'number') return before;
    const { fork } = utilityProcess;
    Object.assign(globalThis, { brokenStarts: 0, realFork: fork });
    utilityProcess.fork = (_entry, ...rest) => {
      Object.assign(globalThis, { brokenStarts: Number(Reflect.get(globalThis, 'brokenStarts')) + 1 });
      return fork.call(utilityProcess, '/nowhere/engine.js', ...rest);
    };
    return 0;
  });
}

/** The next one lives. */
export function mendEngines(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ utilityProcess }) => {
    utilityProcess.fork = Reflect.get(globalThis, 'realFork');
    Reflect.deleteProperty(globalThis, 'brokenStarts');
  });
}
