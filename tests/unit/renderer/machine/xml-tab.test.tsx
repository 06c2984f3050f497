// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { XmlTab } from '../../../../renderer/features/domains/machine/xml-tab.tsx';
import type { DomainXml } from '../../../../shared/model/domain.ts';
import { fails, fakeEngine, gives } from '../../../support/fake-api.ts';
import { draw } from '../../../support/render.tsx';
import { machine } from '../../../support/sample-world.ts';

const domain = machine(1, 'web-01');

function engineOf(xml: DomainXml) {
  return fakeEngine({ domains: [domain] }, { domains: { xml: gives(xml) } });
}

test('shows the running definition first, read-only, and the stored one when asked', async () => {
  const { user } = await draw(
    <XmlTab domain={domain} begin={undefined} />,
    engineOf({ running: '<domain id="7"/>', stored: '<domain><!-- stored --></domain>' }),
  );
  const running = await screen.findByRole('textbox', { name: 'Running definition of web-01' });
  expect(running.textContent).toContain('<domain id="7"/>');
  expect(running.getAttribute('aria-readonly')).toBe('true');
  await user.click(screen.getByRole('radio', { name: 'Stored' }));
  const stored = await screen.findByRole('textbox', { name: 'Stored definition of web-01' });
  expect(stored.textContent).toContain('<!-- stored -->');
});

test('the difference shows both sides', async () => {
  await draw(
    <XmlTab domain={domain} begin="diff" />,
    engineOf({ running: '<domain>\n<a/>\n</domain>', stored: '<domain>\n<b/>\n</domain>' }),
  );
  expect(
    (await screen.findByRole('textbox', { name: 'Running definition of web-01' })).textContent,
  ).toContain('<a/>');
  expect(screen.getByRole('textbox', { name: 'Stored definition of web-01' }).textContent).toContain('<b/>');
});

test('a machine that is off has only its stored definition, and says so', async () => {
  await draw(<XmlTab domain={domain} begin="diff" />, engineOf({ stored: '<domain/>' }));
  expect(await screen.findByRole('textbox', { name: 'Stored definition of web-01' })).toBeDefined();
  expect(screen.getByText(/only the stored definition exists/)).toBeDefined();
  expect(screen.getByRole('radio', { name: 'Running' })).toHaveProperty('disabled', true);
  expect(screen.getByRole('radio', { name: 'Difference' })).toHaveProperty('disabled', true);
});

test('a definition that cannot be read says why', async () => {
  const engine = fakeEngine({}, { domains: { xml: fails({ kind: 'timeout', afterMs: 30_000 }) } });
  await draw(<XmlTab domain={domain} begin={undefined} />, engine);
  expect((await screen.findByRole('alert')).textContent).toContain('Could not read the definition of web-01');
});

test('markup in a definition stays text', async () => {
  await draw(
    <XmlTab domain={domain} begin={undefined} />,
    engineOf({ stored: '<domain><script>alert(1)</script><img src="x"/></domain>' }),
  );
  const text = await screen.findByRole('textbox');
  expect(text.textContent).toContain('<script>alert(1)</script>');
  expect(text.querySelector('script, img')).toBeNull();
});
