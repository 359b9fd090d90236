import { longestText } from '../../core/models/encoder-config';
import { familyOf } from '../../core/models/families/families';
import type { Settings } from '../../core/settings/settings';
import type { EncoderSetup } from '../model/bi-encoder';
import type { ModelFolder } from '../model/folder/model-folder';
import type { ModelReport } from '../protocol/model';

/** The model's own way of making embeddings, with what the settings override. */
export function encoderSetup(folder: ModelFolder, settings: Settings): EncoderSetup {
  const { config, tokenizer, prompts } = folder;
  const wanted = settings.maxLength > 0 ? settings.maxLength : folder.maxLength;
  return {
    config,
    tokenizer,
    maxLength: Math.min(wanted, longestText(config)),
    pooling: settings.pooling === 'auto' ? folder.pooling : settings.pooling,
    normalise: settings.normalise === 'auto' ? folder.normalise : settings.normalise === 'yes',
    prompts: {
      query: settings.queryPrompt || prompts.query,
      passage: settings.passagePrompt || prompts.passage,
    },
    titles: settings.titles,
  };
}

/** What the page shows of a model. */
export function reportModel(folder: ModelFolder): ModelReport {
  const { config, weights } = folder;
  const parameters = [...weights.values()].reduce((sum, { values }) => sum + values.length, 0);
  return {
    name: folder.name,
    family: familyOf(config).label,
    layers: config.layers,
    hidden: config.hidden,
    intermediate: config.intermediate,
    heads: config.heads,
    vocabulary: config.vocabulary,
    parameters,
    bytes: parameters * 4,
    dtype: folder.dtype,
    maxLength: folder.maxLength,
    pooling: folder.pooling,
    normalise: folder.normalise,
    queryPrompt: folder.prompts.query,
    passagePrompt: folder.prompts.passage,
    notes: folder.notes,
  };
}
