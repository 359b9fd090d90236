import type * as tf from '@tensorflow/tfjs';
import type { EncoderConfig } from '../../core/models/encoder-config';
import { familyOf } from '../../core/models/families/families';
import { uploadWeights } from '../model/weights';
import { goldenConfig, goldenTensors } from './golden';

/** The families that have a golden micro model. */
export const MICRO_FAMILIES = ['bert', 'distilbert', 'xlm-roberta', 'mpnet'] as const;

interface GoldenInputs {
  readonly input_ids: readonly number[][];
  readonly attention_mask: readonly number[][];
  readonly loss: number;
}

const configFiles = import.meta.glob<unknown>('../../fixtures/golden/*/config.json', {
  eager: true,
  import: 'default',
});
const inputFiles = import.meta.glob<GoldenInputs>('../../fixtures/golden/*/inputs.json', {
  eager: true,
  import: 'default',
});

export interface MicroModel {
  readonly config: EncoderConfig;
  /** The golden inputs without padding. */
  readonly sequences: readonly Int32Array[];
  /** The golden loss of those inputs. */
  readonly loss: number;
  /** On the current backend. */
  readonly weights: Map<string, tf.Variable>;
  /** How the names of the biases of keys end: their gradients are 0 but for rounding. */
  readonly keyBias: string;
}

/** A family's golden micro model, on the current backend. */
export async function microModel(family: (typeof MICRO_FAMILIES)[number]): Promise<MicroModel> {
  const folder = `${family}-micro`;
  const inputs = inputFiles[`../../fixtures/golden/${folder}/inputs.json`];
  if (inputs === undefined) throw new Error(`there are no golden inputs of ${folder}`);
  const config = goldenConfig(configFiles[`../../fixtures/golden/${folder}/config.json`]);
  return {
    config,
    sequences: inputs.input_ids.map((ids, row) =>
      Int32Array.from(ids.filter((_, at) => inputs.attention_mask[row]?.[at] === 1)),
    ),
    loss: inputs.loss,
    weights: uploadWeights(await goldenTensors(`${folder}/model`)),
    keyBias: `.${familyOf(config).layer.key}.bias`,
  };
}
