import { instantiateKernels, type ThreadStart } from './kernels-module';

// A helper thread of the WASM backend: says that it is there, then serves jobs for ever.
self.onmessage = async (event: MessageEvent<ThreadStart>) => {
  const { module, memory, thread } = event.data;
  const kernels = await instantiateKernels(module, memory);
  self.postMessage('ready');
  kernels.serve(thread);
};
