// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startI18n } from '../../../../renderer/i18n.ts';
import { loadCatalogue } from '../../../../renderer/languages.ts';
import { cureCommands, isCure } from '../../../../renderer/live/cures.ts';
import { wordsOf } from '../../../../renderer/ui/failure-words.ts';

/** As `Cure` in the model names them; read from there, so that a new one cannot be forgotten here. */
const source = readFileSync(join(import.meta.dirname, '../../../../shared/model/host.ts'), 'utf8');
const union = source.slice(
  source.indexOf('export type Cure ='),
  source.indexOf('export interface HostProblem'),
);
const cures = [...union.matchAll(/\| '([a-z-]+)'/g)].map(([, name]) => name!);

const CODES = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'PERMISSION_DENIED',
  'HOST_KEY_CHANGED',
  'HOST_KEY_REFUSED',
  'NO_LIBVIRT',
  'NO_HELPER',
  'NOT_IN_GROUP',
  'NOISY_LOGIN',
  'NO_SSH',
  'LOST',
  'CERTIFICATE_NAME',
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_AUTHORITY',
  'CLIENT_CERTIFICATE_REFUSED',
  'NO_CA',
  'SASL_REFUSED',
  'CANCELLED',
  'SASL_MECHANISM',
  'SASL_FAULT',
  'PROGRAM_MISSING',
  'PROGRAM_ENDED',
  'SERVER_TOO_OLD',
  'NO_VIRSH',
] as const;

describe.each(['en', 'zh-CN'] as const)('in %s', (language) => {
  test.each(cures)('%s is worded', async (cure) => {
    const i18n = await startI18n(language, await loadCatalogue(language));
    await i18n.changeLanguage(language);
    expect(isCure(cure)).toBe(true);
    expect(i18n.exists(`cure.${cure}`, { ns: 'hosts', fallbackLng: [] })).toBe(true);
  });

  test.each(CODES)('a way to a host that ends with %s has its own sentence', async (code) => {
    const i18n = await startI18n(language, await loadCatalogue(language));
    await i18n.changeLanguage(language);
    const { key } = wordsOf({ kind: 'unreachable', stage: 'auth', message: '', code });
    expect(key).toBe(`failure.reach.${code}`);
    expect(i18n.exists(key, { ns: 'ui', fallbackLng: [] })).toBe(true);
  });
});

test('any other code is told by how far it came', () => {
  const failure = { kind: 'unreachable', stage: 'tls', message: '', code: 'EPROTO' } as const;
  expect(wordsOf(failure).key).toBe('failure.unreachable.tls');
});

test('what the engine names without words for it is no cure', () => {
  expect(isCure('reboot-everything')).toBe(false);
  expect(isCure('toString')).toBe(false);
});

test('a cure that needs no command has none', () => {
  expect(cureCommands('check-login')).toEqual([]);
});
