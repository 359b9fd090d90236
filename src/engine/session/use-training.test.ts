import { expect, test } from 'vitest';
import { createMemorySink, type RowSink } from '../../core/data/row-sink';
import { Session } from './session';

function sinkThatTells(said: string[], name: string): RowSink {
  const discard = (): Promise<void> => {
    said.push(name);
    return Promise.resolve();
  };
  return { ...createMemorySink(), discard };
}

test('opening other training data gives up the rows of the old ones, and only those', async () => {
  const session = new Session();
  const discarded: string[] = [];
  for (const name of ['first', 'second', 'third']) {
    await session.useTraining({ rows: [], files: [], notes: [name] }, sinkThatTells(discarded, name));
    expect(session.training?.notes).toEqual([name]);
  }
  expect(discarded).toEqual(['first', 'second']);
});
