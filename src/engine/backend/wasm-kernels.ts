import * as tf from '@tensorflow/tfjs';
import { attentionKernels } from '../kernels/attention/attention-wasm';
import { elementwiseKernels } from '../kernels/elementwise/elementwise-wasm';
import { embedNormKernels } from '../kernels/embed-norm/embed-norm-wasm';
import { layerNormKernels } from '../kernels/layer-norm/layer-norm-wasm';
import { linearKernels } from '../kernels/linear/linear-wasm';
import { WasmBackend } from './wasm-backend';
import type { WasmKernel } from './wasm-kernel';

/** Registers our kernels for the backend named "wasm", over the stock CPU ones. */
export function registerWasmKernels(): void {
  tf.copyRegisteredKernels('cpu', 'wasm');
  const kernels: Readonly<Record<string, WasmKernel>> = {
    ...linearKernels,
    ...elementwiseKernels,
    ...layerNormKernels,
    ...embedNormKernels,
    ...attentionKernels,
  };
  for (const [kernelName, kernel] of Object.entries(kernels)) {
    const stock = tf.getKernel(kernelName, 'wasm') as tf.KernelConfig | undefined; // undefined when there is none
    if (stock !== undefined) tf.unregisterKernel(kernelName, 'wasm');
    const kernelFunc: tf.KernelFunc = ({ inputs, attrs, backend }) => {
      if (!(backend instanceof WasmBackend)) throw new Error(`${kernelName} runs on the WASM backend only`);
      return backend.attempt(() => kernel({ inputs, attrs: attrs ?? {}, backend, stock: stock?.kernelFunc }));
    };
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
  }
}
