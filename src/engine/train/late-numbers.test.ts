import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { openDevice } from '../backend/open-device';
import { LateNumbers } from './late-numbers';

test('numbers come in order, as late as they may be, and leave no tensor', async () => {
  await openDevice('cpu');
  const before = tf.memory().numTensors;
  const late = new LateNumbers<string>(1);
  late.add('first', tf.tensor1d([1]));
  expect(await late.next(false)).toBeNull();
  late.add('second', tf.tensor1d([2]));
  expect(await late.next(false)).toEqual({ about: 'first', values: Float32Array.of(1) });
  expect(await late.next(false)).toBeNull();
  expect(await late.next(true)).toEqual({ about: 'second', values: Float32Array.of(2) });
  expect(await late.next(true)).toBeNull();
  expect(tf.memory().numTensors).toBe(before);
});

test('what is dropped leaves no tensor, even where reading it fails', async () => {
  await openDevice('cpu');
  const before = tf.memory().numTensors;
  const late = new LateNumbers<string>(2);
  const failing = tf.tensor1d([2]);
  failing.data = () => Promise.reject(new Error('the device is gone'));
  late.add('first', tf.tensor1d([1]));
  late.add('second', failing);
  await late.drop();
  expect(tf.memory().numTensors).toBe(before);
  expect(await late.next(true)).toBeNull();
});
