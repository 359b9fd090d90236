import { openModelCache } from '../../storage/model-cache';
import type { ModelSource } from '../../protocol/model';
import { buildModelFolder } from './build-model-folder';
import { readDroppedFiles } from './dropped-files';
import { fetchHubFiles } from './hub-files';
import type { ModelFolder, OpenOptions } from './model-folder';
import { fetchPocketFiles } from './pocket-files';

/**
 * Opens a model, wherever it comes from.
 * @throws InputError when it can't be had or can't be used; an AbortError when `signal` says so.
 */
export async function openModelFolder(source: ModelSource, options: OpenOptions = {}): Promise<ModelFolder> {
  switch (source.kind) {
    case 'pocket':
      return buildModelFolder(await fetchPocketFiles(options));
    case 'hub':
      return buildModelFolder(await fetchHubFiles(source, await openModelCache(), options));
    case 'files':
      return buildModelFolder(await readDroppedFiles(source.files, options));
  }
}
