import { expect, test } from 'vitest';
import { createDrawingQueue } from './drawing-queue';

function harness() {
  const tasks: (() => void)[] = [];
  const done: string[] = [];
  const queue = createDrawingQueue((run) => {
    tasks.push(run);
  });
  return {
    tasks,
    done,
    add: (name: string) => queue.add(() => done.push(name)),
    runTask: () => tasks.shift()?.(),
  };
}

test('each job has a task of its own, in order', () => {
  const { tasks, done, add, runTask } = harness();
  for (const name of ['a', 'b', 'c']) add(name);
  expect(tasks).toHaveLength(1);
  runTask();
  expect(done).toEqual(['a']);
  runTask();
  runTask();
  expect(done).toEqual(['a', 'b', 'c']);
  expect(tasks).toEqual([]);
});

test('a job taken out does not run, and does not hold up the others', () => {
  const { done, add, runTask } = harness();
  add('a');
  const takeOut = add('b');
  add('c');
  takeOut();
  runTask();
  runTask();
  expect(done).toEqual(['a', 'c']);
});

test('a job that fails does not stop the queue', () => {
  const tasks: (() => void)[] = [];
  const done: string[] = [];
  const queue = createDrawingQueue((run) => {
    tasks.push(run);
  });
  queue.add(() => {
    throw new Error('no canvas');
  });
  queue.add(() => done.push('next'));
  expect(() => tasks.shift()?.()).toThrow('no canvas');
  tasks.shift()?.();
  expect(done).toEqual(['next']);
});
