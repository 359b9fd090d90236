import type { InputFile } from '../../core/formats/input-file';
import type { ReadOptions } from '../../core/formats/read-options';
import type { DataSource } from '../protocol/data';
import { inputFile } from '../session/browser-file';
import { fetchSampleFiles, type SamplePart } from '../session/sample-files';
import type { CallContext } from './command';

/** The files of a source; those of the sample are fetched. */
export async function filesOf(
  source: DataSource,
  part: SamplePart,
  signal: AbortSignal,
): Promise<InputFile[]> {
  return source.kind === 'sample' ? fetchSampleFiles(part, signal) : source.files.map(inputFile);
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
