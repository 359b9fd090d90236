import type { TrainingData } from '../../core/data/training-data';
import { memoryFile } from '../../core/formats/memory-file';
import { readTrainingData } from '../../core/formats/read-training-data';
import { reportTraining } from '../session/data-reports';
import { SpillingSink } from '../storage/spilling-sink';
import { stage1Text } from '../synthesize/stage1-text';
import type { Handler } from './command';
import { readOptions } from './source-files';

/** What the rows are called as a file. */
const NAME = 'synthetic.jsonl';

export const useSynthesis: Handler<'useSynthesis'> = async (session, _, context) => {
  session.refuseWhileBusy();
  await session.synthesis.load();
  const { text, notes } = stage1Text([...session.synthesis.rows()]);
  if (text === '') throw new Error('There are no rows to train on: make some, or accept some.');
  session.forgetIndexes();
  // The way of every file, so that the rows train just as if they were saved and opened again.
  const file = memoryFile(NAME, text);
  const sink = new SpillingSink({ expected: file.size, signal: context.signal });
  let training: TrainingData;
  try {
    const read = await readTrainingData([file], readOptions(context, 'Opening the rows'), sink);
    training = { ...read, notes: [...notes, ...read.notes] };
  } catch (error) {
    await sink.discard();
    throw error;
  }
  await session.useTraining(training, sink);
  return reportTraining(training);
};
