import { readTrainingData, type ReadData } from '../../core/formats/read-training-data';
import { reportTraining } from '../session/data-reports';
import { SpillingSink } from '../storage/spilling-sink';
import type { Handler } from './command';
import { filesOf, readOptions } from './source-files';

export const openTrainingData: Handler<'openTrainingData'> = async (
  session,
  { source, mappings, otherLayouts },
  context,
) => {
  session.refuseWhileBusy();
  const { files, notes } = await filesOf(source, 'training', context);
  session.forgetIndexes();
  const expected = files.reduce((sum, { size }) => sum + size, 0);
  const sink = new SpillingSink({ expected, signal: context.signal });
  let training: ReadData;
  try {
    const read = await readTrainingData(
      files,
      { ...readOptions(context, 'Reading training data'), mappings, otherLayouts },
      sink,
    );
    training = { ...read, notes: [...notes, ...read.notes] };
  } catch (error) {
    await sink.discard();
    throw error;
  }
  await session.useTraining(training, sink);
  if (training.preferences.length > 0) {
    session.preferences = training.preferences;
    session.preferenceFiles = training.files.filter(({ format }) => format === 'preferences');
  }
  return reportTraining(training);
};
