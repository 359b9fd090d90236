import type * as v from 'valibot';

/** What a config.json says, in words that all families share; sizes count elements. */
export interface StatedConfig {
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly intermediate: number;
  readonly vocabulary: number;
  /** Rows of the table of positions. */
  readonly positions: number;
  /** Rows of the table of token types; 0 in families without types. */
  readonly types: number;
  /** Buckets of the relative-position bias; 0 in families without one. */
  readonly relativeBuckets: number;
  readonly layerNormEps: number;
  readonly activation: string;
  /** How positions enter: "absolute" (a table) or something that Kennel doesn't compute. */
  readonly positionType: string;
  readonly padId: number;
  readonly decoder: boolean;
}

/** The modules that hold a layer's weights, by their Hugging Face names within the layer. */
export interface LayerNames {
  readonly query: string;
  readonly key: string;
  readonly value: string;
  /** The projection of what attention heard. */
  readonly mix: string;
  /** The LayerNorm after attention. */
  readonly attentionNorm: string;
  /** The feed-forward network's first and second half. */
  readonly inner: string;
  readonly outer: string;
  /** The LayerNorm after the feed-forward network. */
  readonly outputNorm: string;
}

/**
 * What tells one family of encoders from another. All are post-norm transformers over word and position embeddings;
 * they differ in the names of their weights and in what comes in beside the words.
 */
export interface EncoderFamily {
  /** The name that a reader knows it by. */
  readonly label: string;
  /** Reads config.json; the defaults are those of the family's class in transformers. */
  readonly config: v.GenericSchema<unknown, StatedConfig>;
  /** The position id of a text's first token. */
  readonly firstPosition: (padId: number) => number;
  /** The module of the token type table, or null. */
  readonly types: string | null;
  /** The module of the relative-position bias table, or null. */
  readonly relativeBias: string | null;
  /** The module of the layers; layer i is `${layers}.${i}`. */
  readonly layers: string;
  readonly layer: LayerNames;
}

/** The modules that carry the same name in every family. */
export const EMBEDDINGS = {
  word: 'embeddings.word_embeddings',
  position: 'embeddings.position_embeddings',
  norm: 'embeddings.LayerNorm',
} as const;

/** The module of a part of a layer: `encoder.layer.0.output.dense`. */
export function moduleName(family: EncoderFamily, layer: number, part: keyof LayerNames): string {
  return `${family.layers}.${layer}.${family.layer[part]}`;
}

/** The layer that a weight belongs to, or undefined for those outside the layers (embeddings, relative bias). */
export function layerOf(family: EncoderFamily, weight: string): number | undefined {
  const prefix = `${family.layers}.`;
  const index = weight.startsWith(prefix) ? /^\d+(?=\.)/.exec(weight.slice(prefix.length)) : null;
  return index === null ? undefined : Number(index[0]);
}
