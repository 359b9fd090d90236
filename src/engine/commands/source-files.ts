import type { InputFile } from '../../core/formats/input-file';
import type { ReadOptions } from '../../core/formats/read-options';
import { downloadDataset } from '../hub/download-dataset';
import type { DataSource } from '../protocol/data';
import { inputFile } from '../session/browser-file';
import { fetchSampleFiles, type SamplePart } from '../session/sample-files';
import type { CallContext } from './command';

/** The files of a source, and remarks on which they are. Those of the sample and of the Hub are fetched. */
export async function filesOf(
  source: DataSource,
  part: SamplePart,
  { signal, emit }: CallContext,
): Promise<{ readonly files: InputFile[]; readonly notes: readonly string[] }> {
  switch (source.kind) {
    case 'sample':
      return { files: await fetchSampleFiles(part, signal), notes: [] };
    case 'files':
      return { files: source.files.map(inputFile), notes: [] };
    case 'hub': {
      const purpose = part === 'training' ? 'training' : 'evaluation';
      return downloadDataset(source, { purpose, signal, emit });
    }
  }
}

/** Reads under the call's signal and tells its progress. */
export function readOptions({ signal, emit }: CallContext, phase: string): ReadOptions {
  return {
    signal,
    onProgress: (done: number, total: number): void => {
      emit({ kind: 'progress', phase, done, total, unit: 'bytes' });
    },
  };
}
