import * as v from 'valibot';
import * as field from './config-fields';
import type { EncoderFamily, LayerNames, StatedConfig } from './family';

/** The keys of Hugging Face's BertConfig and RobertaConfig, which differ only in the id of padding. */
export function bertConfig(padId: number): v.GenericSchema<unknown, StatedConfig> {
  return v.pipe(
    v.object({
      num_hidden_layers: field.LAYERS,
      hidden_size: field.WIDTH,
      num_attention_heads: field.HEADS,
      intermediate_size: field.INNER_WIDTH,
      vocab_size: field.VOCABULARY,
      max_position_embeddings: field.POSITIONS,
      type_vocab_size: v.optional(field.TYPES, 2),
      layer_norm_eps: v.optional(field.EPSILON, 1e-12),
      hidden_act: v.optional(v.string(), 'gelu'),
      position_embedding_type: v.nullish(v.string(), 'absolute'),
      pad_token_id: v.nullish(field.TOKEN_ID, padId),
      is_decoder: v.optional(v.boolean(), false),
    }),
    v.transform((json) => ({
      layers: json.num_hidden_layers,
      hidden: json.hidden_size,
      heads: json.num_attention_heads,
      intermediate: json.intermediate_size,
      vocabulary: json.vocab_size,
      positions: json.max_position_embeddings,
      types: json.type_vocab_size,
      relativeBuckets: 0,
      layerNormEps: json.layer_norm_eps,
      activation: json.hidden_act,
      positionType: json.position_embedding_type,
      padId: json.pad_token_id,
      decoder: json.is_decoder,
    })),
  );
}

/** Source: transformers, modeling_bert.py (BertLayer). */
export const BERT_LAYER: LayerNames = {
  query: 'attention.self.query',
  key: 'attention.self.key',
  value: 'attention.self.value',
  mix: 'attention.output.dense',
  attentionNorm: 'attention.output.LayerNorm',
  inner: 'intermediate.dense',
  outer: 'output.dense',
  outputNorm: 'output.LayerNorm',
};

/** BERT [Devlin et al. 2019], and with it MiniLM, BGE, E5, GTE and Arctic. */
export const BERT: EncoderFamily = {
  label: 'BERT',
  config: bertConfig(0),
  firstPosition: () => 0,
  types: 'embeddings.token_type_embeddings',
  relativeBias: null,
  layers: 'encoder.layer',
  layer: BERT_LAYER,
};
