import { StorageError, type ScratchFile } from '../storage/scratch-file';

/** A scratch file in memory, for tests; with `room`, storage that is full after so many bytes. */
export function memoryScratch(room = Infinity): ScratchFile & { readonly removed: boolean } {
  let bytes = new Uint8Array(0);
  let removed = false;
  return {
    get size() {
      return bytes.length;
    },
    get removed() {
      return removed;
    },
    append(more) {
      if (bytes.length + more.length > room) throw new StorageError('writing failed: the storage is full');
      const joined = new Uint8Array(bytes.length + more.length);
      joined.set(bytes);
      joined.set(more, bytes.length);
      bytes = joined;
    },
    read(into, at) {
      if (removed) throw new StorageError('reading failed: the file is closed');
      into.set(bytes.subarray(at, at + into.length));
    },
    remove() {
      removed = true;
      return Promise.resolve();
    },
  };
}
