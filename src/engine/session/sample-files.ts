import type { InputFile } from '../../core/formats/input-file';
import { memoryFile } from '../../core/formats/memory-file';

/**
 * The built-in sample: what is trained on, the evaluation set of the same domain, one of another, preferences for the
 * alignment, and documents and queries to make rows from.
 */
export type SamplePart =
  'training' | 'evaluation' | 'otherEvaluation' | 'preferences' | 'documents' | 'queries';

const FILES: Readonly<Record<SamplePart, readonly string[]>> = {
  training: ['sample/train.jsonl'],
  preferences: ['sample/preferences.jsonl'],
  documents: ['sample/corpus.jsonl'],
  queries: ['sample/train.jsonl'],
  evaluation: ['corpus.jsonl', 'queries.jsonl', 'qrels/dev.tsv', 'qrels/test.tsv'].map(
    (name) => `sample/${name}`,
  ),
  otherEvaluation: ['corpus.jsonl', 'queries.jsonl', 'qrels/test.tsv'].map((name) => `sample_ood/${name}`),
};

/** The files of a part of the built-in sample, from `public`. */
export function fetchSampleFiles(part: SamplePart, signal: AbortSignal): Promise<InputFile[]> {
  return Promise.all(FILES[part].map((name) => fetchFile(name, signal)));
}

async function fetchFile(name: string, signal: AbortSignal): Promise<InputFile> {
  const response = await fetch(`${import.meta.env.BASE_URL}${name}`, { signal });
  if (!response.ok) throw new Error(`the sample's ${name} could not be loaded (${String(response.status)})`);
  return memoryFile(name, new Uint8Array(await response.arrayBuffer()));
}
