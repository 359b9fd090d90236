import { expect, type Locator, type Page } from '@playwright/test';
import type { Upload } from './kennel-page.ts';

/** The part of the page that makes training data. */
export interface SynthesisRegion {
  readonly region: Locator;
  readonly grid: Locator;
  /** The editor of a row. */
  readonly dialog: Locator;
  open(): Promise<void>;
  button(name: string | RegExp): Locator;
  give(what: 'Documents' | 'Source queries', ...files: Upload[]): Promise<void>;
  /** The row at a place of the table as it is shown, with the keyboard on it. */
  goTo(row: number): Promise<Locator>;
  /** Figures such as "Made", by their words. */
  figure(name: string): Locator;
}

export function synthesisRegion(page: Page): SynthesisRegion {
  const region = page.getByRole('region', { name: 'Synthesis', exact: true });
  const grid = region.getByRole('grid', { name: 'Synthetic rows' });
  const rates = region.getByRole('region', { name: 'What became of the rows' });
  return {
    region,
    grid,
    dialog: page.getByRole('dialog'),
    open: () => region.getByRole('button', { name: 'Open Synthesis' }).click(),
    button: (name) => region.getByRole('button', { name, exact: true }),
    give: (what, ...files) => region.getByLabel(what, { exact: true }).setInputFiles([...files] as string[]), // Playwright wants all of one kind, and takes both
    goTo: async (row) => {
      const open = grid.locator(`[data-row="${String(row)}"]`);
      await open.focus();
      await expect(open).toBeFocused();
      return grid.getByRole('row').filter({ has: page.locator(`[data-row="${String(row)}"]`) });
    },
    figure: (name) => rates.locator('dl > div').filter({ hasText: name }).locator('dd'),
  };
}
