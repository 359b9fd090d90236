/** Files of a drop, folders walked. A file from a folder carries its path as its name: `folder/qrels/test.tsv`. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  // The list of items dies with the event, so the entries are taken before the first await.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const loose = [...transfer.files];
  const found: File[] = [];
  for (const entry of entries) if (entry !== null) await walk(entry, found);
  return found.length > 0 ? found : loose;
}

/** The path of a file as far as it is known, its name otherwise. */
export function pathOf(file: File): string {
  return file.webkitRelativePath || file.name;
}

async function walk(entry: FileSystemEntry, found: File[]): Promise<void> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => {
      entry.file(resolve, reject);
    });
    const path = entry.fullPath.replace(/^\//u, '');
    // A new name for the same bytes: nothing is copied.
    found.push(path === file.name ? file : new File([file], path, { lastModified: file.lastModified }));
    return;
  }
  if (!isDirectory(entry)) return;
  const reader = entry.createReader();
  for (;;) {
    // Each call gives at most a hundred entries.
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (batch.length === 0) return;
    for (const child of batch) await walk(child, found);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** Lets the person pick a whole folder; gives nothing when they change their mind. */
export async function chooseFolder(): Promise<File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.webkitdirectory = true;
  return new Promise((resolve) => {
    input.addEventListener('change', () => {
      resolve([...(input.files ?? [])]);
    });
    input.addEventListener('cancel', () => {
      resolve([]);
    });
    input.click();
  });
}
