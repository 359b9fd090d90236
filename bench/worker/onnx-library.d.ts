// The part of onnxruntime-web, as @xenova/transformers brings it, that the benchmark uses.
declare module '@xenova/transformers/src/backends/onnx.js' {
  export interface OnnxTensor {
    readonly data: Float32Array;
    readonly dims: readonly number[];
  }

  export interface OnnxSession {
    readonly inputNames: readonly string[];
    run(feeds: Record<string, unknown>): Promise<Record<string, OnnxTensor>>;
  }

  export const ONNX: {
    readonly env: { readonly wasm: { wasmPaths: string; numThreads: number; simd: boolean } };
    readonly InferenceSession: { create(url: string, options: object): Promise<OnnxSession> };
    readonly Tensor: new (type: 'int64', values: BigInt64Array, dims: readonly number[]) => object;
  };
}
