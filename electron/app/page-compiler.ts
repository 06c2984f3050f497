// How V8 compiles the scripts of pages.
import { app } from 'electron';

/**
 * Compiles a function, simply, when it is first called, where V8 would interpret its first calls: what somebody does for the first time,
 * like selecting all machines or opening a dialog, takes about as long as the second time. What the command line says of V8 counts
 * instead. Only before the app is ready.
 */
export function compileAtFirstCall(): void {
  const { commandLine } = app;
  if (!commandLine.hasSwitch('js-flags')) commandLine.appendSwitch('js-flags', '--always-sparkplug');
}
