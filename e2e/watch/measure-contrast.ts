import type { Page } from '@playwright/test';

/** A text whose contrast with what lies behind it is below WCAG AA. */
export interface FaintText {
  readonly text: string;
  readonly ratio: number;
}

/** Every visible text of the page that is too faint, by the colours the browser computed. Disabled controls are exempt. */
export function faintTexts(page: Page): Promise<FaintText[]> {
  return page.evaluate(() => {
    type Colour = readonly [red: number, green: number, blue: number, alpha: number];
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    if (canvas === null) throw new Error('this browser gives no 2D canvas');
    const functions = {
      /** Any CSS colour, through a pixel. */
      colour(css: string): Colour {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = css;
        canvas.fillRect(0, 0, 1, 1);
        const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
        return [red, green, blue, alpha / 255];
      },
      over([r, g, b, a]: Colour, under: Colour): Colour {
        const mix = (x: number, y: number): number => x * a + y * (1 - a);
        return [mix(r, under[0]), mix(g, under[1]), mix(b, under[2]), 1];
      },
      background(element: Element | null): Colour {
        if (element === null) return [255, 255, 255, 1];
        const own = functions.colour(getComputedStyle(element).backgroundColor);
        return own[3] === 1 ? own : functions.over(own, functions.background(element.parentElement));
      },
      opacity(element: Element | null): number {
        if (element === null) return 1;
        return Number(getComputedStyle(element).opacity) * functions.opacity(element.parentElement);
      },
      luminance([r, g, b]: Colour): number {
        const linear = (value: number): number =>
          value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
        return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
      },
      ratio(a: Colour, b: Colour): number {
        const [dark = 0, light = 0] = [functions.luminance(a), functions.luminance(b)].sort((x, y) => x - y);
        return (light + 0.05) / (dark + 0.05);
      },
      ownText(element: Element): string {
        if (element instanceof HTMLInputElement && element.type === 'text') return element.value;
        const texts = [...element.childNodes].filter((node) => node instanceof Text);
        return texts.map((node) => node.data.trim()).join(' ');
      },
      exempt(element: Element): boolean {
        const { width, height } = element.getBoundingClientRect();
        const label = element.closest('label')?.control;
        const disabled = element.closest(':disabled') !== null || label?.matches(':disabled') === true;
        return disabled || width < 2 || height < 2 || !element.checkVisibility({ visibilityProperty: true });
      },
    };

    return [...document.body.querySelectorAll('*')].flatMap((element) => {
      const text = functions.ownText(element).trim();
      if (text === '' || functions.exempt(element)) return [];
      const { color, fontSize, fontWeight } = getComputedStyle(element);
      const large = Number.parseFloat(fontSize) >= (Number(fontWeight) >= 700 ? 18.66 : 24);
      const behind = functions.background(element);
      const [r, g, b, a] = functions.colour(color);
      const front = functions.over([r, g, b, a * functions.opacity(element)], behind);
      const ratio = functions.ratio(front, behind);
      return ratio < (large ? 3 : 4.5) ? [{ text, ratio: Math.round(ratio * 100) / 100 }] : [];
    });
  });
}
