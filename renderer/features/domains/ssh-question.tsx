// Asks by which address and as whom a machine is to be reached by ssh.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DomainSummary } from '../../../shared/model/domain.ts';
import type { DomainKey } from '../../../shared/model/keys.ts';
import { useDomain, useEndWish, useHost, useNavigate } from '../../live/hooks.ts';
import { isUserName } from '../../live/place.ts';
import { Dialog } from '../../ui/dialog.tsx';
import classes from './machines.module.css';

function Question({ domain, onClose }: { readonly domain: DomainSummary; readonly onClose: () => void }) {
  const { t } = useTranslation('domains');
  const host = useHost(domain.connection);
  const navigate = useNavigate();
  const [chosen, setChosen] = useState('');
  const [typed, setTyped] = useState('');
  // Addresses come and go while the machine runs.
  const address = domain.addresses.includes(chosen) ? chosen : domain.addresses[0];
  const user = typed.trim();
  const wrong = user !== '' && !isUserName(user);

  function open(event: FormEvent) {
    event.preventDefault();
    if (address === undefined || wrong) return;
    onClose();
    const place = { page: 'guest-shell', domain: domain.key, address } as const;
    navigate(user === '' ? place : { ...place, user });
  }

  return (
    <form className={classes.ssh} onSubmit={open}>
      <NativeSelect
        label={t('ssh.address')}
        data={[...domain.addresses]}
        value={address ?? ''}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <TextInput
        data-autofocus
        label={t('ssh.user')}
        placeholder={t('ssh.userPlaceholder')}
        value={typed}
        maxLength={128}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        error={wrong ? t('ssh.badUser') : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {host?.transport === 'ssh' && (
        <p className={classes.sshNote}>{t('ssh.through', { host: host.name })}</p>
      )}
      <div className={classes.sshButtons}>
        <Button variant="default" onClick={onClose}>
          {t('ssh.cancel')}
        </Button>
        <Button type="submit" disabled={address === undefined || wrong}>
          {t('ssh.open')}
        </Button>
      </div>
    </form>
  );
}

export function SshQuestion({ domain: key }: { readonly domain: DomainKey }) {
  const { t } = useTranslation('domains');
  const { t: tUi } = useTranslation('ui');
  const domain = useDomain(key);
  const close = useEndWish();
  return (
    <Dialog
      opened
      onClose={close}
      title={<span className={classes.sshTitle}>{t('ssh.title', { name: domain?.name ?? '' })}</span>}
      size="sm"
      closeButtonProps={{ 'aria-label': tUi('close') }}
    >
      {domain !== undefined && <Question domain={domain} onClose={close} />}
    </Dialog>
  );
}
