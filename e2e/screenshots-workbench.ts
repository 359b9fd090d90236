/**
 * Takes the pictures of Synthesis, Mining, Alignment and Study, each with something done in it by the real engine, and of
 * what the language model's panel says when it is refused. `npx tsx e2e/screenshots-workbench.ts [folder]`.
 */
import { expect, type Locator, type Page } from '@playwright/test';
import { openAlignment } from './pages/alignment-region.ts';
import { openKennel } from './pages/kennel-page.ts';
import { synthesisRegion } from './pages/synthesis-region.ts';
import { pictureWhole, withPage } from './pictures.ts';
import { startLlmServer } from './servers/llm-server.ts';

/** Short trainings that move the model: the pictures are of the page, not of a result. */
const SHORT =
  '?backend=wasm&epochs=1&watchOthers=false&loadBest=false&alignLr=0.0001&studySeeds=2&studyGrids=forms';
const LOOKS = [
  ['wide', 'light'],
  ['narrow', 'dark'],
] as const;

async function pictureWorkbench(page: Page, address: string): Promise<void> {
  const kennel = await openKennel(page, `${address}${SHORT}`);
  await kennel.button('Try the sample').click();
  await kennel.verdict(240_000);
  const region = (name: string): Locator => page.getByRole('region', { name, exact: true });

  const synthesis = synthesisRegion(page);
  await synthesis.open();
  await synthesis.button('Use the documents of the sample').click();
  await synthesis.region.getByLabel('Method').selectOption('title-body');
  await synthesis.button('Make the data').click();
  await expect(synthesis.region.getByText('Finished: 180 rows.')).toBeVisible({ timeout: 60_000 });

  await kennel.button('Open Mining').click();
  await kennel.button('Mine negatives').click();
  await expect(region('Mining').getByRole('img', { name: /Answers score/ })).toBeVisible({ timeout: 60_000 });

  const alignment = await openAlignment(page);
  await alignment.useSample();
  await expect(alignment.preferences).toContainText('rankings to train on');
  await alignment.start.click();
  await expect(alignment.stages).toBeVisible({ timeout: 240_000 });

  await kennel.button('Open Study').click();
  await kennel.button('Start the study').click();
  await expect(region('Study').getByRole('button', { name: 'study.md' })).toBeVisible({ timeout: 400_000 });

  const names = ['Synthesis', 'Mining', 'Alignment', 'Study'];
  const regions = Object.fromEntries(names.map((name) => [name.toLowerCase(), region(name)]));
  for (const [size, scheme] of LOOKS) await pictureWhole(page, regions, size, scheme);
}

/** A key that is refused, and an address where nothing answers. */
async function pictureRefusals(page: Page, address: string): Promise<void> {
  const server = await startLlmServer();
  const locked = server.open({ key: 'another' }).url;
  const gone = await startLlmServer();
  await gone.close();
  for (const [name, url] of [
    ['wrong-key', locked],
    ['unreachable', `${gone.url}/1/v1`],
  ] as const) {
    await openKennel(page, `${address}?backend=wasm&llmModel=tiny&llmUrl=${encodeURIComponent(url)}`);
    await synthesisRegion(page).open();
    const panel = page.getByRole('region', { name: 'Language model' });
    await panel.getByRole('button', { name: 'Try it' }).click();
    await expect(panel.getByRole('alert')).toBeVisible({ timeout: 60_000 });
    for (const [size, scheme] of LOOKS) await pictureWhole(page, { [`llm-${name}`]: panel }, size, scheme);
  }
  await server.close();
}

await withPage(async (page, address) => {
  await pictureRefusals(page, address);
  await pictureWorkbench(page, address);
});
