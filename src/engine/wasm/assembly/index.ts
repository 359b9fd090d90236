// The numeric kernels of the WASM backend. Their types for the page are in ../kernels-module.ts.
export { serve, setHelpers } from './jobs';
export { matMul } from './gemm';
export { gelu } from './gelu';
export { addTensors, multiplyTensors, sumColumns } from './elementwise';
export { layerNorm, layerNormGradient } from './layer-norm';
export { embedNorm, scatter } from './embedding';
export { attention } from './attention';
export { attentionGradient } from './attention-gradient';
export { updateAdamW, squaredNorm } from './adamw';
export { mergeTopK } from './top-k';
export { pool, poolGradient } from './pool';
export { contrast } from './contrast';

/** Bytes for a tensor, aligned to 16; traps when memory is exhausted. */
export function allocate(bytes: usize): usize {
  return heap.alloc(bytes);
}

export function release(pointer: usize): void {
  heap.free(pointer);
}
