import { modelCard } from '../../core/models/model-card';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { exportModelZip } from '../export/export-model-zip';
import type { ModelFolder } from '../model/folder/model-folder';
import type { OutputFile } from '../protocol/results';
import { encoderSetup } from './encoder-setup';
import { VERSIONS } from './records';
import type { RunData, TrainedModel } from './trained-model';

/** The current weights as a sentence-transformers folder in a zip, with a model card of the run that made them. */
export async function exportTrained(
  folder: ModelFolder,
  trained: TrainedModel | null,
  precision: Settings['precision'],
): Promise<OutputFile> {
  const settings = trained?.settings ?? defaultSettings();
  const { maxLength, pooling, normalise, prompts } = encoderSetup(folder, settings);
  const stated: ModelFolder = { ...folder, maxLength, pooling, normalise, prompts };
  const weights = new Map([...folder.weights, ...(trained?.weights ?? [])]);
  const card = modelCard({
    baseModel: folder.name,
    onHub: folder.name.includes('/'),
    dimension: folder.config.hidden,
    maxLength,
    pooling,
    normalise,
    prompts,
    data: trained === null ? [] : cardData(trained.data),
    ...(trained === null ? {} : { checks: trained.data.checks }),
    settings,
    ...outcome(trained),
    versions: VERSIONS,
  });
  const blob = await exportModelZip({ folder: stated, weights, precision, card });
  const name = folder.name.slice(folder.name.lastIndexOf('/') + 1).replace(/\.zip$/, '');
  return { name: `${name}${trained === null ? '' : '-trained'}.zip`, blob };
}

function outcome(trained: TrainedModel | null) {
  if (trained === null) return {};
  const { result, step, before } = trained;
  if (result === null) return { unfinishedStep: step };
  return {
    run: result,
    ...(before?.result ? { distillation: before.result } : {}),
  };
}

function cardData({ files, hash, rows }: RunData) {
  const all = { file: 'the rows trained on, after the checks', rows };
  return [
    ...files.map(({ name, rows: count }) => ({ file: name, rows: count })),
    hash === '' ? all : { ...all, sha256: hash },
  ];
}
