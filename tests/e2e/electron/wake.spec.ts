// What the system tells of its sleep reaches the hosts.
import { expect, test } from '../app-fixtures.ts';
import { treeItem } from '../window.ts';

/** After some attempts in vain the next is so far away. */
const FAR_AWAY = /again in [12][0-9]s/;
/** Less than is left until then. */
const AT_ONCE_MS = 8000;

test('tries a lost host at once when the computer wakes', async ({ host, launchElectron }) => {
  const app = await launchElectron({ args: ['qemu:///system'] });
  const page = await app.firstWindow();
  await treeItem(page, 'desktop, connected').waitFor();
  await host.stopDaemon('libvirtd', 'SIGKILL');
  await expect(page.getByText(FAR_AWAY).first()).toBeVisible({ timeout: 60_000 });
  await host.startDaemon('libvirtd');
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
  await expect(treeItem(page, 'desktop, connected')).toBeVisible({ timeout: AT_ONCE_MS });
});
