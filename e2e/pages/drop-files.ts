import type { Page } from '@playwright/test';

/** Drops files and folders of the disk at a point of the page, as the system's file manager would. */
export async function dropFiles(
  page: Page,
  paths: readonly string[],
  at = { x: 640, y: 400 },
): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, ...at, data });
  await devtools.detach();
}
