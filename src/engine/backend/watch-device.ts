import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { DeviceFailure } from './device-failure';

/**
 * Fails work on WebGPU as soon as the device is lost or reports an error that nothing caught: tfjs notices neither,
 * and its results would silently be zeros.
 * @throws DeviceFailure in that case
 * @param onFailure Called when the device fails: the work itself must be told to stop.
 */
export async function watchDevice<T>(work: Promise<T>, onFailure: () => void = () => undefined): Promise<T> {
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) return work;
  const { device } = backend;
  let onError: ((event: GPUUncapturedErrorEvent) => void) | undefined;
  const failed = new Promise<never>((_, reject) => {
    onError = (event) => {
      reject(
        new DeviceFailure(
          `The graphics device reported an error: ${firstLine(event.error.message)}. The best weights so far were kept.`,
        ),
      );
    };
    device.addEventListener('uncapturederror', onError);
    void device.lost.then(({ message, reason }) => {
      reject(
        new DeviceFailure(
          `The graphics device was lost (${message || reason}). The best weights so far were kept; reload the page to go on.`,
        ),
      );
    });
  });
  failed.catch(onFailure);
  try {
    return await Promise.race([work, failed]);
  } finally {
    if (onError !== undefined) device.removeEventListener('uncapturederror', onError);
  }
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? text).replace(/\.$/, '');
}
