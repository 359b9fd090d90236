import type { Locator, Page } from '@playwright/test';

/** The part of the evaluation that looks behind the figures. */
export interface InspectPanel {
  readonly panel: Locator;
  readonly grid: Locator;
  /** The texts of the questions in sight, in order. */
  questions(): Promise<string[]>;
  tab(name: string): Locator;
  /** A column of the rankings that are open. */
  ranking(name: string): Locator;
  readonly dialog: Locator;
}

export function inspectPanel(page: Page): InspectPanel {
  const panel = page.getByRole('region', { name: 'Look inside' });
  const grid = panel.getByRole('grid');
  const dialog = page.getByRole('dialog');
  return {
    panel,
    grid,
    dialog,
    questions: () => grid.getByRole('rowheader').allInnerTexts(),
    tab: (name) => panel.getByRole('tab', { name, exact: true }),
    ranking: (name) => page.getByRole('region', { name, exact: true }),
  };
}
