import { modelCard } from '../../core/models/model-card';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { exportModelZip } from '../export/export-model-zip';
import type { ModelFolder } from '../model/folder/model-folder';
import type { HostTensor } from '../model/weights';
import type { OutputFile } from '../protocol';
import { encoderSetup } from './encoder-setup';
import { VERSIONS } from './records';
import type { LastRun } from './session';

/** The current weights as a sentence-transformers folder in a zip, with a model card of the last run. */
export async function exportTrained(
  folder: ModelFolder,
  trained: ReadonlyMap<string, HostTensor> | null,
  last: LastRun | null,
  precision: Settings['precision'],
): Promise<OutputFile> {
  const settings = last?.settings ?? defaultSettings();
  const { maxLength, pooling, normalise, prompts } = encoderSetup(folder, settings);
  const stated: ModelFolder = { ...folder, maxLength, pooling, normalise, prompts };
  const weights = new Map<string, HostTensor>([...folder.weights, ...(trained ?? [])]);
  const card = modelCard({
    baseModel: folder.name,
    onHub: folder.name.includes('/'),
    dimension: folder.config.hidden,
    maxLength,
    pooling,
    normalise,
    prompts,
    data: last === null ? [] : cardData(last),
    settings,
    ...(last?.result ? { run: last.result } : {}),
    versions: VERSIONS,
  });
  const blob = await exportModelZip({ folder: stated, weights, precision, card });
  const name = folder.name.slice(folder.name.lastIndexOf('/') + 1).replace(/\.zip$/, '');
  return { name: `${name}${trained === null ? '' : '-trained'}.zip`, blob };
}

function cardData({ dataFiles, dataHash, trainedRows }: LastRun) {
  const files = dataFiles.map(({ name, rows }) => ({ file: name, rows }));
  const all = { file: 'the rows trained on, after the checks', rows: trainedRows };
  return [...files, dataHash === '' ? all : { ...all, sha256: dataHash }];
}
