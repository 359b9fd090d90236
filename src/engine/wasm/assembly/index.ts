// The numeric kernels of the WASM backend. The page side is ../kernels-module.ts.
export { run, serve, generation, setHelpers, setArgument, setArgumentF32 } from './jobs';

/** Bytes aligned to 16 for tensors and scratch; 0 when memory is exhausted is never returned: it traps. */
export function allocate(bytes: usize): usize {
  return heap.alloc(bytes);
}

export function release(pointer: usize): void {
  heap.free(pointer);
}
