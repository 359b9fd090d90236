import * as v from 'valibot';
import { BERT_LAYER } from './bert';
import * as field from './config-fields';
import type { EncoderFamily } from './family';

/** The reference implementation sorts distances into this many buckets, whatever the size of the table. */
const BUCKETS = 32;
/** The id of padding that the reference implementation's positions start after, whatever config.json says. */
const PADDING = 1;

/**
 * MPNet [Song et al. 2020]: no token types, and one table of relative-position biases that every layer's attention
 * adds to its scores (see relative-bucket.ts).
 * Source: transformers, configuration_mpnet.py and modeling_mpnet.py (MPNetEmbeddings, MPNetEncoder).
 */
export const MPNET: EncoderFamily = {
  label: 'MPNet',
  config: v.pipe(
    v.object({
      num_hidden_layers: field.LAYERS,
      hidden_size: field.WIDTH,
      num_attention_heads: field.HEADS,
      intermediate_size: field.INNER_WIDTH,
      vocab_size: field.VOCABULARY,
      max_position_embeddings: field.POSITIONS,
      relative_attention_num_buckets: v.optional(v.literal(BUCKETS), BUCKETS),
      layer_norm_eps: v.optional(field.EPSILON, 1e-12),
      hidden_act: v.optional(v.string(), 'gelu'),
      pad_token_id: v.nullish(field.TOKEN_ID, PADDING),
    }),
    v.transform((json) => ({
      layers: json.num_hidden_layers,
      hidden: json.hidden_size,
      heads: json.num_attention_heads,
      intermediate: json.intermediate_size,
      vocabulary: json.vocab_size,
      positions: json.max_position_embeddings,
      types: 0,
      relativeBuckets: json.relative_attention_num_buckets,
      layerNormEps: json.layer_norm_eps,
      activation: json.hidden_act,
      positionType: 'absolute',
      padId: json.pad_token_id,
      decoder: false,
    })),
  ),
  firstPosition: () => PADDING + 1,
  types: null,
  relativeBias: 'encoder.relative_attention_bias',
  layers: 'encoder.layer',
  layer: {
    ...BERT_LAYER,
    query: 'attention.attn.q',
    key: 'attention.attn.k',
    value: 'attention.attn.v',
    mix: 'attention.attn.o',
    attentionNorm: 'attention.LayerNorm',
  },
};
