import { startTransition, useEffect, useState } from 'react';

const waiting = new Set<() => void>();
let asked = false;

/** One frame is asked for, and one timer after it, however many wait: each letter of a search has several do so. */
function askForFrame(): void {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    const painted = [...waiting];
    setTimeout(() =>
      startTransition(() => {
        for (const draw of painted) if (waiting.delete(draw)) draw();
      }),
    );
  });
}

/** `value` as it was when the last frame was painted: for what may be drawn after something more urgent. */
export function useAfterPaint<T>(value: T): T {
  const [painted, setPainted] = useState(value);
  useEffect(() => {
    const draw = () => setPainted(value);
    waiting.add(draw);
    askForFrame();
    return () => {
      waiting.delete(draw);
    };
  }, [value]);
  return painted;
}
