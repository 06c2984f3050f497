// What can be done with a screen beside looking at it. In full screen it comes when the pointer is at the top.
import { ActionIcon, Menu, NativeSelect, Switch, Tooltip } from '@mantine/core';
import type { default as Rfb } from '@novnc/novnc';
import { IconCamera, IconCommand, IconMaximize, IconMinimize } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { SCREEN_FITS } from '../../../shared/model/settings.ts';
import { useSettings } from '../../live/hooks.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import type { FullScreen } from './full-screen.ts';
import { savePicture } from './save-picture.ts';
import classes from './screen.module.css';
import type { Fit, ScreenViewProps } from './screen-props.ts';
import { KEY_COMBINATIONS, type KeyCombination } from './send-keys.ts';
import { TypeText } from './type-text.tsx';
import { pressTogether } from './typist.ts';

interface ToolbarProps extends ScreenViewProps {
  readonly rfb: Rfb | undefined;
  readonly fit: Fit;
  readonly onFit: (fit: Fit) => void;
  readonly viewOnly: boolean;
  readonly onViewOnly: (on: boolean) => void;
  readonly fullScreen: FullScreen;
  /** The keyboard goes to the machine. */
  readonly focused: boolean;
}

export function ScreenToolbar(props: ToolbarProps) {
  const { machine, rfb, fit, onFit, viewOnly, onViewOnly, fullScreen, focused } = props;
  const { t } = useTranslation('screen');
  const { releaseKeys } = useSettings();
  const noKeys = rfb === undefined || viewOnly;
  const notLive = rfb === undefined ? { disabledReason: t('notLive') } : {};
  return (
    <div role="toolbar" aria-label={t('toolbar')} className={classes.toolbar}>
      <SendKeys rfb={rfb} disabled={noKeys} />
      <TypeText rfb={rfb} disabled={noKeys} />
      <ActionButton
        compact
        label={t('screenshot')}
        icon={<IconCamera size={16} />}
        onClick={() => {
          if (rfb !== undefined) void savePicture(rfb, machine.name);
        }}
        {...notLive}
      />
      <span className={classes.status} role="status">
        {rfb !== undefined && focused && !viewOnly ? t(`release.${releaseKeys}`) : ''}
      </span>
      <span className={classes.space} />
      <DisplayPicker {...props} />
      <Switch
        size="xs"
        label={t('viewOnly')}
        checked={viewOnly}
        onChange={(event) => onViewOnly(event.currentTarget.checked)}
      />
      <NativeSelect
        aria-label={t('fit.label')}
        data={SCREEN_FITS.map((value) => ({ value, label: t(`fit.${value}`) }))}
        value={fit}
        onChange={(event) => onFit(SCREEN_FITS.find((one) => one === event.currentTarget.value) ?? 'scale')}
      />
      <ActionButton
        compact
        label={t(fullScreen.on ? 'fullScreen.leave' : 'fullScreen.enter')}
        icon={fullScreen.on ? <IconMinimize size={16} /> : <IconMaximize size={16} />}
        onClick={() => {
          fullScreen.toggle();
          rfb?.focus({ preventScroll: true });
        }}
      />
    </div>
  );
}

function SendKeys({ rfb, disabled }: { readonly rfb: Rfb | undefined; readonly disabled: boolean }) {
  const { t } = useTranslation('screen');

  function send({ keys }: KeyCombination): void {
    if (rfb === undefined) return;
    pressTogether(rfb, keys);
    rfb.focus({ preventScroll: true });
  }

  return (
    <Menu position="bottom-start" withinPortal={false} returnFocus={false}>
      <Menu.Target>
        <Tooltip label={t('keys.label')}>
          <ActionIcon aria-label={t('keys.label')} disabled={disabled}>
            <IconCommand size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown className={classes.keys}>
        {KEY_COMBINATIONS.map((group, at) => (
          <Fragment key={group[0]?.label}>
            {at > 0 && <Menu.Divider />}
            {group.map((combination) => (
              <Menu.Item key={combination.label} onClick={() => send(combination)}>
                {combination.label}
              </Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function DisplayPicker({ displays, index, onDisplay }: ToolbarProps) {
  const { t } = useTranslation('screen');
  if (displays.length < 2) return null;
  return (
    <NativeSelect
      aria-label={t('display.pick')}
      data={displays.map((one, at) => ({ value: String(one), label: t('display.name', { number: at + 1 }) }))}
      value={String(index)}
      onChange={(event) => onDisplay(Number(event.currentTarget.value))}
    />
  );
}
