/**
 * Stands in for @xenova/transformers' onnxruntime (see resolve.alias in vite.config.ts): its tokenizers import a
 * tensor class and an environment from there but never use them, and the real thing is 500 KB and needs `eval`.
 */
export const ONNX = { Tensor: Array, env: {} };
export const executionProviders: string[] = [];
