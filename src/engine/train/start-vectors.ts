import { embedAll } from '../evaluate/embed-all';
import type { BiEncoder } from '../model/bi-encoder';

/** Scores of texts under the weights that training began with. */
export interface StartVectors {
  /** cos / temperature, row-major [queries, documents]. */
  scores(queries: readonly string[], documents: readonly string[], temperature: number): Float32Array;
}

/**
 * Embeds every different text once, with the current weights.
 * @throws the signal's reason when cancelled
 */
export async function embedStart(
  model: BiEncoder,
  texts: { readonly queries: Iterable<string>; readonly passages: Iterable<string> },
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<StartVectors> {
  const queries = [...new Set(texts.queries)];
  const passages = [...new Set(texts.passages)];
  const sequences = [
    ...queries.map((text) => model.queryTokens(text)),
    ...passages.map((text) => model.passageTokens({ title: '', text })),
  ];
  const { width, values } = await embedAll(model, sequences, signal, (done) => {
    onProgress(done, sequences.length);
  });
  const vector = (at: number): Float32Array => unit(values.subarray(at * width, (at + 1) * width));
  const ofQueries = new Map(queries.map((text, at) => [text, vector(at)]));
  const ofPassages = new Map(passages.map((text, at) => [text, vector(queries.length + at)]));
  return {
    scores: (asked, documents, temperature) =>
      Float32Array.from(
        asked.flatMap((query) =>
          documents.map((text) => dot(ofQueries.get(query), ofPassages.get(text)) / temperature),
        ),
      ),
  };
}

/** Where a model does not normalise, the losses do. */
function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** @throws Error for a text that was not embedded */
function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (a === undefined || b === undefined)
    throw new Error('a text of the batch was not embedded before training');
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
