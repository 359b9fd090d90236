import { useEffect, useState } from 'react';
import { useShared } from '../app-context';

/** Colours of the charts: Okabe-Ito for series, the rest from the page. Values live in tokens.css. */
const TOKENS = {
  trained: '--series-trained',
  bm25: '--series-bm25',
  untouched: '--series-untouched',
  loss: '--series-loss',
  rate: '--series-rate',
  norm: '--series-norm',
  positive: '--series-positive',
  hardest: '--series-hardest',
  speed: '--series-speed',
  other1: '--series-other-1',
  other2: '--series-other-2',
  other3: '--series-other-3',
  text: '--text-2',
  grid: '--line',
  surface: '--surface',
} as const;

export type ColourName = keyof typeof TOKENS;
export type Palette = Readonly<Record<ColourName, string>>;

/** The colours as a canvas understands them; a new object when the theme changes. */
export function usePalette(): Palette {
  const { themes } = useShared();
  const [palette, setPalette] = useState(readPalette);
  useEffect(() => {
    const refresh = (): void => {
      setPalette(readPalette());
    };
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', refresh);
    const unsubscribe = themes.subscribe(refresh);
    return () => {
      system.removeEventListener('change', refresh);
      unsubscribe();
    };
  }, [themes]);
  return palette;
}

function readPalette(): Palette {
  // light-dark() is only resolved where a colour is used, so every token passes through an element's colour.
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const resolve = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const palette = Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, resolve(token)]));
  probe.remove();
  return palette as Palette; // one entry per key of TOKENS
}
