import * as tf from '@tensorflow/tfjs';

interface Memory {
  readSync(dataId: object): Float32Array | Int32Array;
}

/**
 * The kernel that tfjs's WASM backend lacks and the gradient of a gather needs: rows of x, summed by their ids.
 * A plain loop: a scatter is a small part of a step.
 */
export function registerSegmentSum(): void {
  tf.registerKernel({
    kernelName: 'UnsortedSegmentSum',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { x, segmentIds } = inputs;
      const rows = Number(attrs?.['numSegments']);
      if (x === undefined || segmentIds === undefined) throw new Error('an input is missing');
      const memory = backend as unknown as Memory; // tfjs's WASM backend
      const values = memory.readSync(x.dataId);
      const ids = memory.readSync(segmentIds.dataId);
      const width = values.length / ids.length;
      const out = new Float32Array(rows * width);
      ids.forEach((id, row) => {
        for (let i = 0; i < width; i++)
          out[id * width + i] = (out[id * width + i] ?? 0) + (values[row * width + i] ?? 0);
      });
      const shape = [rows, ...x.shape.slice(1)];
      return tf.engine().makeTensor(out, shape, 'float32');
    },
  });
}
