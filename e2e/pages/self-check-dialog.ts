import type { Locator, Page } from '@playwright/test';

/** The self-check as people and assistive technology see it. */
export interface SelfCheckDialog {
  readonly dialog: Locator;
  /** One for each check. */
  readonly checks: Locator;
  /** The sentence that sums it up. */
  readonly sentence: Locator;
  /** The text shown where the browser does not let the page copy it. */
  readonly report: Locator;
  button(name: string): Locator;
}

/** Opens the self-check by way of the help, with the keyboard alone. */
export async function openSelfCheck(page: Page): Promise<SelfCheckDialog> {
  await page.getByRole('button', { name: 'Help', exact: true }).press('Enter');
  const help = page.getByRole('dialog', { name: 'Help' });
  await help.getByRole('button', { name: 'Self-check', exact: true }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Self-check' });
  return {
    dialog,
    checks: dialog
      .getByRole('table')
      .getByRole('row')
      .filter({ hasText: /Passed|Failed/ }),
    sentence: dialog.getByText(/checks? (?:passed|failed)/),
    report: dialog.getByRole('textbox', { name: 'Report' }),
    button: (name) => dialog.getByRole('button', { name, exact: true }),
  };
}
