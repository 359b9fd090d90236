import * as v from 'valibot';
import * as field from './config-fields';
import type { EncoderFamily } from './family';

/**
 * DistilBERT [Sanh et al. 2019]: BERT without token types, under names of its own. Its LayerNorms have a fixed epsilon.
 * Source: transformers, configuration_distilbert.py and modeling_distilbert.py (TransformerBlock).
 */
export const DISTILBERT: EncoderFamily = {
  label: 'DistilBERT',
  config: v.pipe(
    v.object({
      n_layers: field.LAYERS,
      dim: field.WIDTH,
      n_heads: field.HEADS,
      hidden_dim: field.INNER_WIDTH,
      vocab_size: field.VOCABULARY,
      max_position_embeddings: field.POSITIONS,
      activation: v.optional(v.string(), 'gelu'),
      pad_token_id: v.nullish(field.TOKEN_ID, 0),
    }),
    v.transform((json) => ({
      layers: json.n_layers,
      hidden: json.dim,
      heads: json.n_heads,
      intermediate: json.hidden_dim,
      vocabulary: json.vocab_size,
      positions: json.max_position_embeddings,
      types: 0,
      relativeBuckets: 0,
      layerNormEps: 1e-12,
      activation: json.activation,
      positionType: 'absolute',
      padId: json.pad_token_id,
      decoder: false,
    })),
  ),
  firstPosition: () => 0,
  types: null,
  relativeBias: null,
  layers: 'transformer.layer',
  layer: {
    query: 'attention.q_lin',
    key: 'attention.k_lin',
    value: 'attention.v_lin',
    mix: 'attention.out_lin',
    attentionNorm: 'sa_layer_norm',
    inner: 'ffn.lin1',
    outer: 'ffn.lin2',
    outputNorm: 'output_layer_norm',
  },
};
