import type { FileReport } from '../../data/file-report';
import type { TrainingRow } from '../../data/training-row';
import { readTrainingData } from '../read-training-data';

/** What `readTrainingData` reads, for tests: its rows as an array. */
export async function readAllRows(
  ...given: Parameters<typeof readTrainingData>
): Promise<{ rows: TrainingRow[]; files: readonly FileReport[] }> {
  const { rows, files } = await readTrainingData(...given);
  return { rows: [...rows], files };
}
