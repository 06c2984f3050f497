// The Screen tab of a machine: its VNC display, or what to do when there is none.
import { useState } from 'react';
import type { DomainKey } from '../../../shared/model/keys.ts';
import { useDomain } from '../../live/hooks.ts';
import { loadRfb } from './load-novnc.ts';
import { NoDisplay } from './no-display.tsx';
import { ScreenView } from './screen-view.tsx';

// Beside the drawing of the tab and the engine's login, not after them. A failure is told when it is needed.
loadRfb().catch(() => undefined);

export function ScreenTab({ domain }: { readonly domain: DomainKey }) {
  const machine = useDomain(domain);
  const [chosen, setChosen] = useState<number>();
  if (machine === undefined) return null;
  const displays = machine.displays.flatMap((type, index) => (type === 'vnc' ? [index] : []));
  const index = displays.find((one) => one === chosen) ?? displays[0];
  if (index === undefined) return <NoDisplay machine={machine} />;
  return (
    <ScreenView
      key={`${domain}/${index}`}
      machine={machine}
      index={index}
      displays={displays}
      onDisplay={setChosen}
    />
  );
}
