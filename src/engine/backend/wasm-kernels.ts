import * as tf from '@tensorflow/tfjs';
import { attentionKernels } from '../kernels/attention/attention-wasm';
import { contrastKernels } from '../kernels/contrast/contrast-wasm';
import { elementwiseKernels } from '../kernels/elementwise/elementwise-wasm';
import { embedNormKernels } from '../kernels/embed-norm/embed-norm-wasm';
import { layerNormKernels } from '../kernels/layer-norm/layer-norm-wasm';
import { linearKernels } from '../kernels/linear/linear-wasm';
import { poolKernels } from '../kernels/pool/pool-wasm';
import { WasmBackend } from './wasm-backend';
import type { WasmKernel } from './wasm-kernel';

/** Registers our kernels for the backend named "wasm", and the stock CPU ones where there is none of ours. */
export function registerWasmKernels(): void {
  const kernels: Readonly<Record<string, WasmKernel>> = {
    ...linearKernels,
    ...elementwiseKernels,
    ...layerNormKernels,
    ...embedNormKernels,
    ...attentionKernels,
    ...poolKernels,
    ...contrastKernels,
  };
  const stock = new Map(tf.getKernelsForBackend('cpu').map((config) => [config.kernelName, config]));
  for (const [name, config] of stock)
    if (!(name in kernels)) tf.registerKernel({ ...config, backendName: 'wasm' });
  for (const [name, kernel] of Object.entries(kernels)) register(name, kernel, stock.get(name)?.kernelFunc);
}

function register(kernelName: string, kernel: WasmKernel, stock: tf.KernelFunc | undefined): void {
  const kernelFunc: tf.KernelFunc = ({ inputs, attrs, backend }) => {
    const ours = wasmOf(backend);
    const call = { inputs, attrs: attrs ?? {}, backend: ours, stock };
    return ours.attempt(() => kernel(call));
  };
  tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
}

function wasmOf(backend: unknown): WasmBackend {
  if (!(backend instanceof WasmBackend)) throw new Error('a WASM kernel runs on the WASM backend only');
  return backend;
}
