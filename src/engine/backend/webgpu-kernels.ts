import * as tf from '@tensorflow/tfjs';
import { attentionKernels } from '../kernels/attention/attention-webgpu';
import { contrastKernels } from '../kernels/contrast/contrast-webgpu';
import { embedNormKernels } from '../kernels/embed-norm/embed-norm-webgpu';
import { halfKernels } from '../kernels/half/half-webgpu';
import { layerNormKernels } from '../kernels/layer-norm/layer-norm-webgpu';
import { linearKernels } from '../kernels/linear/linear-webgpu';
import { poolKernels } from '../kernels/pool/pool-webgpu';
import { GpuBackend } from './webgpu-backend';
import type { GpuKernel } from './webgpu-kernel';

/** Registers our kernels for the WebGPU backend, over the stock ones of the same name. */
export function registerWebGpuKernels(): void {
  const kernels: Readonly<Record<string, GpuKernel>> = {
    ...attentionKernels,
    ...linearKernels,
    ...layerNormKernels,
    ...embedNormKernels,
    ...poolKernels,
    ...contrastKernels,
    ...halfKernels,
  };
  for (const [kernelName, kernel] of Object.entries(kernels)) {
    const stock = tf.getKernel(kernelName, 'webgpu') as tf.KernelConfig | undefined; // undefined when there is none
    if (stock !== undefined) tf.unregisterKernel(kernelName, 'webgpu');
    const kernelFunc: tf.KernelFunc = ({ inputs, attrs, backend }) => {
      if (!(backend instanceof GpuBackend)) throw new Error(`${kernelName} runs on the WebGPU backend only`);
      return kernel({ inputs, attrs: attrs ?? {}, backend, stock: stock?.kernelFunc });
    };
    tf.registerKernel({ kernelName, backendName: 'webgpu', kernelFunc });
  }
}
