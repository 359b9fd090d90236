import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** Hears the errors of the graphics device, which tfjs does not: its results would silently be zeros. */
export interface DeviceErrors {
  /** Waits for the device to finish, and throws the first error since the last call. */
  check(): Promise<void>;
  stop(): void;
}

/** For the current backend; on others than WebGPU there is nothing to hear. */
export function listenToDevice(): DeviceErrors {
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) return { check: () => Promise.resolve(), stop: () => undefined };
  const { device } = backend;
  const errors: string[] = [];
  const hear = ({ error }: GPUUncapturedErrorEvent): void => {
    errors.push(error.message.split('\n')[0] ?? '');
  };
  device.addEventListener('uncapturederror', hear);
  void device.lost.then(({ message, reason }) => errors.push(`the device was lost (${message || reason})`));
  return {
    check: async () => {
      await device.queue.onSubmittedWorkDone();
      const [first] = errors.splice(0);
      if (first !== undefined) throw new Error(`The graphics device reported an error: ${first}`);
    },
    stop: () => {
      device.removeEventListener('uncapturederror', hear);
    },
  };
}
