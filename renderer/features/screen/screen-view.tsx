// One display: the picture fills what the bar leaves, and whatever must be said covers it.
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../live/hooks.ts';
import { isTypingElsewhere } from '../../ui/keyboard-place.ts';
import { useFullScreen } from './full-screen.ts';
import { PointerNote } from './pointer-note.tsx';
import { useReleaseKeys } from './release-keys.ts';
import classes from './screen.module.css';
import { ScreenCover } from './screen-cover.tsx';
import type { Fit, ScreenViewProps } from './screen-props.ts';
import { ScreenToolbar } from './screen-toolbar.tsx';
import { useScreen } from './use-screen.ts';

/** How each screen was looked at, as long as the window lives. */
const fits = new Map<string, Fit>();

export function ScreenView(props: ScreenViewProps) {
  const { machine, index } = props;
  const { t } = useTranslation('screen');
  const { screenFit, releaseKeys } = useSettings();
  const place = `${machine.key}/${index}`;
  const screen = useScreen(machine.key, index);
  const frame = useRef<HTMLDivElement>(null);
  const fullScreen = useFullScreen(frame);
  const [picture, setPicture] = useState<HTMLElement | null>(null);
  const [fit, setFit] = useState<Fit>(() => fits.get(place) ?? screenFit);
  const [viewOnly, setViewOnly] = useState(false);
  const [focused, setFocused] = useState(false);
  const rfb = screen.phase.name === 'live' ? screen.phase.rfb : undefined;

  useEffect(() => {
    if (rfb === undefined) return;
    rfb.scaleViewport = fit === 'scale' || (fit === 'full-screen' && fullScreen.on);
    rfb.resizeSession = fit === 'resize';
    rfb.viewOnly = viewOnly;
    rfb.showDotCursor = !viewOnly;
  }, [rfb, fit, fullScreen.on, viewOnly]);
  useEffect(() => {
    if (!isTypingElsewhere()) rfb?.focus({ preventScroll: true });
  }, [rfb]);

  const release = useCallback(() => {
    rfb?.blur();
    frame.current?.querySelector<HTMLElement>('[role="toolbar"] button')?.focus();
  }, [rfb]);
  useReleaseKeys(picture, releaseKeys, release);

  const { ref } = screen;
  const take = useCallback(
    (element: HTMLElement | null) => {
      ref(element);
      setPicture(element);
    },
    [ref],
  );

  return (
    <div ref={frame} className={classes.tab} data-full-screen={fullScreen.on}>
      <ScreenToolbar
        {...props}
        rfb={rfb}
        fit={fit}
        onFit={(next) => {
          fits.set(place, next);
          setFit(next);
        }}
        viewOnly={viewOnly}
        onViewOnly={setViewOnly}
        fullScreen={fullScreen}
        focused={focused}
      />
      <div className={classes.frame}>
        {/* biome-ignore lint/a11y/useSemanticElements: the picture inside takes the keys */}
        <div
          ref={take}
          role="group"
          className={classes.picture}
          aria-label={t('picture', { name: machine.name })}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
        />
        <ScreenCover machine={machine} screen={screen} />
        {rfb !== undefined && <PointerNote machine={machine} />}
      </div>
    </div>
  );
}
