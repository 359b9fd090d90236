import { openScratchFile, removeStaleFiles, type ScratchFile } from '../storage/scratch-file';

// Sync access to the browser's storage exists in workers only: this one does what a test asks for.
type Question =
  | { readonly do: 'open'; readonly expected: number }
  | { readonly do: 'append'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly do: 'read'; readonly at: number; readonly length: number }
  | { readonly do: 'remove' }
  | { readonly do: 'removeStale' };

let file: ScratchFile | undefined;

async function answer(question: Question): Promise<unknown> {
  if (question.do === 'open') file = await openScratchFile(question.expected);
  if (question.do === 'append') file?.append(question.bytes);
  if (question.do === 'remove') await file?.remove();
  if (question.do === 'removeStale') await removeStaleFiles();
  if (question.do !== 'read') return file?.size;
  const into = new Uint8Array(question.length);
  file?.read(into, question.at);
  return into;
}

globalThis.onmessage = ({ data }: MessageEvent<Question>) => {
  answer(data).then(
    (result) => {
      globalThis.postMessage({ result });
    },
    (error: unknown) => {
      globalThis.postMessage({ error: String(error) });
    },
  );
};

export type { Question as StorageQuestion };
