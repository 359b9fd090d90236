import { expect, type Download, type Locator, type Page } from '@playwright/test';

/** Files for a file input: paths on the disk, or made by the test. */
export type Upload = string | { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** The page as people and assistive technology see it: by the names of its regions, inputs and buttons. */
export interface KennelPage {
  readonly page: Page;
  readonly device: Locator;
  readonly data: Locator;
  readonly model: Locator;
  readonly training: Locator;
  /** What the run needs of the device's memory. */
  readonly memory: Locator;
  readonly evaluation: Locator;
  readonly export: Locator;
  button(name: string): Locator;
  giveTrainingData(...files: Upload[]): Promise<void>;
  giveEvaluationData(...files: Upload[]): Promise<void>;
  giveModelFiles(...files: Upload[]): Promise<void>;
  /** Asks for a model of the Hub at `endpoint`. */
  loadFromHub(id: string, endpoint: string): Promise<void>;
  /** Asks for training data of the Hub. */
  fetchDataset(name: string): Promise<void>;
  /** Waits for the end of the run and gives the sentence of the verdict. */
  verdict(timeout: number): Promise<string>;
  exportWeights(): Promise<Download>;
}

/** Opens the app at an address, by default its own, and waits until its engine has started. */
export async function openKennel(page: Page, address = '/'): Promise<KennelPage> {
  await page.goto(address);
  const kennel = describePage(page);
  await expect(kennel.device).not.toContainText('Starting', { timeout: 30_000 });
  return kennel;
}

function describePage(page: Page): KennelPage {
  const region = (name: string): Locator => page.getByRole('region', { name, exact: true });
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const model = region('Model');
  const give = (label: string) => async (files: readonly Upload[]) =>
    page.getByLabel(label, { exact: true }).setInputFiles([...files] as string[]); // Playwright wants all of one kind, and takes both
  return {
    page,
    device: page.getByRole('status', { name: 'Device' }),
    data: region('Data'),
    model,
    training: region('Training'),
    memory: region('Training').getByRole('group', { name: 'Memory' }),
    evaluation: region('Evaluation'),
    export: region('Export'),
    button,
    giveTrainingData: (...files) => give('Training data')(files),
    giveEvaluationData: (...files) => give('Evaluation data')(files),
    giveModelFiles: async (...files) => {
      await model.getByRole('radio', { name: 'My files' }).check();
      await give('Model files')(files);
    },
    loadFromHub: async (id, endpoint) => {
      await model.getByRole('radio', { name: 'Hugging Face' }).check();
      await model.getByLabel('Model id').fill(id);
      const address = model.getByLabel('Hub address');
      if (!(await address.isVisible())) await model.getByText('Revision, token, mirror').click();
      await address.fill(endpoint);
      await model.getByRole('button', { name: 'Load', exact: true }).click();
    },
    fetchDataset: async (name) => {
      const field = region('Data').getByLabel('Data set');
      if (!(await field.isVisible())) await page.getByText('Data set on the Hugging Face Hub').click();
      await field.fill(name);
      await region('Data').getByRole('button', { name: 'Fetch', exact: true }).click();
    },
    verdict: async (timeout) => {
      const sentence = region('Evaluation').getByText(/Finds the right passage first for \d+ of \d+/);
      await expect(sentence).toBeVisible({ timeout });
      return sentence.innerText();
    },
    exportWeights: async () => {
      const download = page.waitForEvent('download');
      await button('Export weights').click();
      return download;
    },
  };
}
