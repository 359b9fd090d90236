/** A file of the browser's private storage that lives as long as this worker needs it. */
export interface ScratchFile {
  /** Bytes written so far. */
  readonly size: number;
  /** Writes at the end. @throws StorageError when storage is full or the write fails */
  append(bytes: Uint8Array): void;
  /** Fills `into` with the bytes from `at`. @throws StorageError when they cannot be read */
  read(into: Uint8Array, at: number): void;
  /** Closes and deletes the file; what follows throws. */
  remove(): Promise<void>;
}

/** The browser's storage is not there, is full, or failed. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
}

/** What files of the browser's storage can do in workers; TypeScript's library for pages does not know it. */
interface SyncOpening {
  createSyncAccessHandle(): Promise<SyncHandle>;
}

interface SyncHandle {
  write(bytes: Uint8Array, options: { readonly at: number }): number;
  read(into: Uint8Array, options: { readonly at: number }): number;
  close(): void;
}

const FOLDER = 'kennel-rows';

/**
 * Creates an empty file for about `expected` bytes. A Web Lock of its name is held as long as the worker lives: a file
 * without one belongs to nobody, see `removeStaleFiles`.
 * @throws StorageError where there is no such storage, or no room for so many bytes
 */
export async function openScratchFile(expected: number): Promise<ScratchFile> {
  await checkRoom(expected);
  const name = crypto.randomUUID();
  const release = await holdLock(name);
  try {
    const folder = await openFolder();
    const file = await folder.getFileHandle(name, { create: true });
    const worker = file as unknown as SyncOpening; // see there
    const handle = await worker.createSyncAccessHandle();
    return new OpenScratchFile(handle, async () => {
      await folder.removeEntry(name);
      release();
    });
  } catch (error) {
    release();
    throw new StorageError(`the browser refused a file: ${messageOf(error)}`);
  }
}

/** Deletes the files that tabs have left which were closed or crashed; those of other open tabs stay. */
export async function removeStaleFiles(): Promise<void> {
  if (!hasStorage()) return;
  const folder = await openFolder();
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  for (const name of names) {
    await navigator.locks.request(lockOf(name), { ifAvailable: true }, async (lock) => {
      if (lock !== null) await folder.removeEntry(name);
    });
  }
}

class OpenScratchFile implements ScratchFile {
  readonly #handle: SyncHandle;
  readonly #remove: () => Promise<void>;
  size = 0;

  constructor(handle: SyncHandle, remove: () => Promise<void>) {
    this.#handle = handle;
    this.#remove = remove;
  }

  append(bytes: Uint8Array): void {
    let written: number;
    try {
      written = this.#handle.write(bytes, { at: this.size });
    } catch (error) {
      throw new StorageError(`writing failed: ${messageOf(error)}`);
    }
    if (written !== bytes.length) throw new StorageError('writing failed: the storage is full');
    this.size += written;
  }

  read(into: Uint8Array, at: number): void {
    let count: number;
    try {
      count = this.#handle.read(into, { at });
    } catch (error) {
      throw new StorageError(`reading failed: ${messageOf(error)}`);
    }
    if (count !== into.length) throw new StorageError('reading failed: the file is shorter than it was');
  }

  async remove(): Promise<void> {
    this.#handle.close();
    await this.#remove();
  }
}

function hasStorage(): boolean {
  const { storage, locks } = navigator as { storage?: StorageManager; locks?: LockManager }; // absent on insecure pages
  return storage !== undefined && locks !== undefined && 'getDirectory' in storage;
}

async function checkRoom(expected: number): Promise<void> {
  if (!hasStorage()) throw new StorageError('this browser, or this page without https, has none');
  const { quota = Infinity, usage = 0 } = await navigator.storage.estimate();
  const free = quota - usage;
  if (free >= expected) return;
  throw new StorageError(`it has room for ${megabytes(free)}, and ${megabytes(expected)} are needed`);
}

async function openFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

function lockOf(name: string): string {
  return `${FOLDER}/${name}`;
}

/** Resolves once the lock is held; the function gives it back. */
function holdLock(name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(lockOf(name), () => new Promise<void>((release) => resolve(release)))
      .catch(reject);
  });
}

export function megabytes(bytes: number): string {
  return `${Math.max(0, Math.round(bytes / 1e6)).toLocaleString('en-GB')} MB`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
