import * as tf from '@tensorflow/tfjs';
import type { EncoderConfig } from '../../core/models/encoder-config';
import { formatPassage, formatQuery, type Prompts } from '../../core/text/prompts';
import { encode } from './encoder';
import type { Pooling } from '../kernels/pool/pool';
import { disposeBatch, packSequences } from './token-batch';

/** What turns text into token ids, special tokens included and cut to `maxLength`. */
export interface TextEncoder {
  encode(text: string, maxLength: number): Int32Array;
}

/** How texts become embeddings; the weights stand beside it. */
export interface EncoderSetup {
  readonly config: EncoderConfig;
  readonly tokenizer: TextEncoder;
  readonly maxLength: number;
  readonly pooling: Pooling;
  readonly normalise: boolean;
  readonly prompts: Prompts;
  /** Put titles before texts. */
  readonly titles: boolean;
}

/** A bi-encoder: one encoder for queries and passages. Token ids are kept, so that a text is tokenised once. */
export class BiEncoder {
  readonly setup: EncoderSetup;
  readonly weights: ReadonlyMap<string, tf.Variable>;
  readonly #tokens = new Map<string, Int32Array>();

  constructor(setup: EncoderSetup, weights: ReadonlyMap<string, tf.Variable>) {
    this.setup = setup;
    this.weights = weights;
  }

  /** Packed rows are rounded up to this; see `packSequences`. */
  get roundTo(): number {
    return tf.getBackend() === 'webgpu' ? 256 : 1;
  }

  queryTokens(text: string): Int32Array {
    return this.#tokenise(formatQuery(text, this.setup.prompts));
  }

  passageTokens(passage: { readonly title: string; readonly text: string }): Int32Array {
    return this.#tokenise(formatPassage(passage, this.setup.prompts, this.setup.titles));
  }

  /** Embeddings [sequences, H], on the backend. */
  embed(sequences: readonly Int32Array[]): tf.Tensor2D {
    const batch = packSequences(sequences, this.roundTo);
    const embeddings = encode(this.weights, this.setup, batch);
    disposeBatch(batch);
    return embeddings;
  }

  #tokenise(text: string): Int32Array {
    const known = this.#tokens.get(text);
    if (known !== undefined) return known;
    const ids = this.setup.tokenizer.encode(text, this.setup.maxLength);
    this.#tokens.set(text, ids);
    return ids;
  }
}
