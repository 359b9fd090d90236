import type { Page } from '@playwright/test';
import type {} from '../../src/client/scripting-handle.ts'; // for the type of `globalThis.kennel`
import type { Settings } from '../../src/core/settings/settings.ts';

/** Embeddings of the texts under the page's current weights, one array per text. */
export async function embedInPage(
  page: Page,
  texts: readonly string[],
  settings: Settings,
): Promise<number[][]> {
  const { dimension, values } = await page.evaluate(
    async ([sentences, chosen]) => {
      const request = { texts: sentences, kind: 'passage', settings: chosen } as const;
      const answer = await globalThis.kennel.call('embed', request);
      return { dimension: answer.dimension, values: [...answer.values] };
    },
    [texts, settings] as const,
  );
  return texts.map((_, row) => values.slice(row * dimension, (row + 1) * dimension));
}

/** The text of one of the run's records, such as metrics.json. */
export async function recordInPage(page: Page, name: string): Promise<string> {
  return page.evaluate(async (wanted) => {
    const files = await globalThis.kennel.call('exportRecords', {});
    const file = files.find((candidate) => candidate.name === wanted);
    if (file === undefined) throw new Error(`there is no record "${wanted}"`);
    return file.blob.text();
  }, name);
}
