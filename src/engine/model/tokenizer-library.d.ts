// The tokenizers of @xenova/transformers without its models: the package declares types only for its main entry,
// which would pull onnxruntime into the worker.
declare module '@xenova/transformers/src/tokenizers.js' {
  export class PreTrainedTokenizer {
    constructor(tokenizerJson: object, tokenizerConfig: object);
    encode(text: string, pair: null, options: { add_special_tokens: boolean }): number[];
    readonly model: {
      readonly tokens_to_ids: ReadonlyMap<string, number>;
      /** Unigram models only: what tokens are found in a text with. */
      readonly trie?: { push(units: Iterable<string>): void };
    };
  }
}
declare module '@xenova/transformers/src/env.js' {
  export const env: { allowLocalModels: boolean; allowRemoteModels: boolean };
}
