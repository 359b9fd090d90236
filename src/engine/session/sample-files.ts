import type { InputFile } from '../../core/formats/input-file';
import { memoryFile } from '../../core/formats/memory-file';

const TRAINING = ['train.jsonl'];
const EVALUATION = ['corpus.jsonl', 'queries.jsonl', 'qrels/dev.tsv', 'qrels/test.tsv'];

/** The files of the built-in sample, from `public/sample`. */
export function fetchSampleFiles(part: 'training' | 'evaluation', signal: AbortSignal): Promise<InputFile[]> {
  const names = part === 'training' ? TRAINING : EVALUATION;
  return Promise.all(names.map((name) => fetchFile(name, signal)));
}

async function fetchFile(name: string, signal: AbortSignal): Promise<InputFile> {
  const response = await fetch(`${import.meta.env.BASE_URL}sample/${name}`, { signal });
  if (!response.ok) throw new Error(`the sample's ${name} could not be loaded (${String(response.status)})`);
  return memoryFile(`sample/${name}`, new Uint8Array(await response.arrayBuffer()));
}
