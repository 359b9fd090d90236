import type { InputFile } from './input-file';
import type { ReadOptions } from './read-options';

/** Sums the bytes read of several files into calls of `onProgress`; ends at the total, never above it. */
export function createProgress(files: readonly InputFile[], { onProgress }: ReadOptions) {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let done = 0;
  return (bytes: number): void => {
    done += bytes;
    onProgress?.(Math.min(done, total), total);
  };
}
