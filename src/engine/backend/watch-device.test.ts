import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { expect, test } from 'vitest';
import { openDevice } from './open-device';
import { watchDevice } from './watch-device';

const never = new Promise<never>(() => undefined);

function currentDevice(): GPUDevice {
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new Error('WebGPU expected');
  return backend.device;
}

test('work on another backend passes through', async () => {
  await openDevice('cpu');
  expect(await watchDevice(Promise.resolve(7))).toBe(7);
  await expect(watchDevice(Promise.reject(new Error('its own')))).rejects.toThrow('its own');
});

test('an error that nothing caught fails the work, naming it', async () => {
  await openDevice('webgpu');
  const device = currentDevice();
  const failed = expect(watchDevice(never)).rejects.toThrow(
    /graphics device reported an error.*best weights so far were kept/,
  );
  // A buffer that maps for reading may not also be storage: a validation error, reported once the queue is flushed.
  device.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE });
  await device.queue.onSubmittedWorkDone();
  await failed;
});

test('a lost device fails the work instead of giving zeros', async () => {
  await openDevice('webgpu');
  const watched = watchDevice(never);
  currentDevice().destroy();
  await expect(watched).rejects.toThrow(/graphics device was lost.*best weights so far were kept/);
});
