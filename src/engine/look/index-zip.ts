import type { TestSplit } from '../../core/data/test-split';
import { jsonText } from '../../core/results/json-text';
import { npyHeader } from '../../core/results/npy';
import type { EmbeddedCorpus } from '../evaluate/rank-queries';
import { ZipWriter } from '../export/zip-writer';
import type { EncoderSetup } from '../model/bi-encoder';

/** Rows written at once: a few megabytes. */
const ROWS = 4096;

/** How the embeddings were made, so that queries can be embedded alike. */
export interface IndexFacts {
  readonly model: string;
  /** Step of the run whose weights these are; null for the weights as they were opened. */
  readonly trainedStep: number | null;
  readonly set: TestSplit;
  readonly setup: EncoderSetup;
  readonly versions: Readonly<Record<string, string>>;
}

/**
 * A corpus as other tools search it: `embeddings.npy` (float32 [passages, dimension], in the order of the corpus),
 * `ids.json` (the passage of each row) and `index.json` (how they were made), in a zip.
 */
export function indexZip({ passages, embeddings }: EmbeddedCorpus, facts: IndexFacts): Blob {
  const { corpus } = facts.set;
  const places = new Map(passages.map(({ id }, at) => [id, at]));
  const rowOf = (id: string): number => places.get(id) ?? -1;
  const zip = new ZipWriter();
  zip.add('index.json', [encode(jsonText(describe(facts, embeddings.width)))], true);
  zip.add('ids.json', [encode(jsonText(corpus.map(({ id }) => id)))], true);
  const rows = corpus.map(({ id }) => rowOf(id));
  zip.add('embeddings.npy', npyChunks(rows, embeddings), false);
  return zip.finish();
}

/** The rows of a matrix, in the order given, as a .npy file in pieces. */
function* npyChunks(
  rows: readonly number[],
  { width, values }: EmbeddedCorpus['embeddings'],
): Generator<Uint8Array> {
  yield npyHeader(rows.length, width);
  for (let first = 0; first < rows.length; first += ROWS) {
    const chunk = rows.slice(first, first + ROWS);
    const piece = new Float32Array(chunk.length * width);
    for (const [at, row] of chunk.entries())
      piece.set(values.subarray(row * width, (row + 1) * width), at * width);
    yield new Uint8Array(piece.buffer);
  }
}

function describe({ model, trainedStep, set, setup, versions }: IndexFacts, dimension: number) {
  const { maxLength, pooling, normalise, prompts, titles } = setup;
  return {
    model,
    trainedStep,
    set: set.of,
    passages: set.corpus.length,
    dimension,
    dtype: 'float32',
    similarity: normalise ? 'cosine (the rows have length 1, so the dot product is it)' : 'dot product',
    maxLength,
    pooling,
    normalise,
    queryPrompt: prompts.query,
    passagePrompt: prompts.passage,
    titles,
    versions,
  };
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
