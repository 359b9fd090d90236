import * as tf from '@tensorflow/tfjs';
import { InputError } from '../../core/input-error';
import { longestText } from '../../core/models/encoder-config';
import type { Settings } from '../../core/settings/settings';
import type { ModelFolder } from '../model/folder/model-folder';

/** [CLS], one token of text, [SEP]. */
const SHORTEST = 3;
/** Half of the smallest rate that suits the pocket encoder. */
const SLOW_FOR_POCKET = 5e-5;

/**
 * What the settings of a training on rows ask for against what this model can do, before anything is computed.
 * @returns notes about what will differ from the settings, and about a rate that hardly trains.
 * @throws InputError for settings under which nothing could be learned.
 */
export function checkSettings(folder: ModelFolder, settings: Settings): string[] {
  const limits = checkLimits(folder, settings);
  const { lr } = settings;
  if (folder.name !== 'pocket' || lr >= SLOW_FOR_POCKET) return limits;
  return [
    `A learning rate of ${String(lr)} hardly moves the pocket encoder; 1e-4 to 3e-4 suits it.`,
    ...limits,
  ];
}

/** The same of any stage, without a word about its rate: a stage after the first is to take small steps. */
export function checkLimits({ config }: ModelFolder, settings: Settings): string[] {
  const { maxLength, freezeLayers } = settings;
  if (maxLength > 0 && maxLength < SHORTEST) {
    throw new InputError(
      'settings',
      `Maximum length ${String(maxLength)} leaves no room for text beside the special tokens; use at least ${String(SHORTEST)}`,
    );
  }
  if (freezeLayers >= config.layers) {
    throw new InputError(
      'settings',
      `Freeze lower layers ${String(freezeLayers)}: the model has ${String(config.layers)} layers, so nothing is left to train`,
    );
  }
  const notes: string[] = [];
  if (settings.halfActivations && tf.getBackend() !== 'webgpu') {
    notes.push('Half-precision activations are for WebGPU; this run keeps them in full.');
  }
  const longest = longestText(config);
  if (maxLength > longest) {
    notes.push(
      `Maximum length ${String(maxLength)} is more than the model's ${String(longest)} positions, which are used instead.`,
    );
  }
  return notes;
}
