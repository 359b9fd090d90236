import type { Locator, Page } from '@playwright/test';

/** The region of preferences, judged or given, and of the training on them. */
export interface AlignmentRegion {
  readonly region: Locator;
  /** What is open of preferences, and what of them is trained on. */
  readonly preferences: Locator;
  readonly start: Locator;
  /** The headline metric of every set, stage by stage. */
  readonly stages: Locator;
  readonly rollBack: Locator;
  readonly forward: Locator;
  useSample(): Promise<void>;
}

export async function openAlignment(page: Page): Promise<AlignmentRegion> {
  await page.getByRole('button', { name: 'Open Alignment' }).click();
  const region = page.getByRole('region', { name: 'Alignment', exact: true });
  return {
    region,
    preferences: region.getByRole('status', { name: 'Preferences in use' }),
    start: region.getByRole('button', { name: 'Start alignment' }),
    stages: region.getByRole('group', { name: 'Stages compared' }),
    rollBack: region.getByRole('button', { name: 'Roll back to the distilled model' }),
    forward: region.getByRole('button', { name: 'Use the aligned model' }),
    useSample: () => region.getByRole('button', { name: "Use the sample's preferences" }).click(),
  };
}
