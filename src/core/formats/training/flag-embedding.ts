import type { Fields } from './format-reader';
import { FLAG_EMBEDDING } from './list-family';
import { passageListReader } from './passage-lists';

/** Rows of FlagEmbedding (the BGE models): query, pos[], neg[], with a teacher's scores and a prompt at will. */
export const flagEmbeddingReader = passageListReader(FLAG_EMBEDDING, { remarksOn });

function remarksOn(row: Fields): string[] {
  const { prompt } = row;
  return [
    ...('pos_scores' in row || 'neg_scores' in row
      ? ['The scores of a teacher (pos_scores, neg_scores) are not used']
      : []),
    ...(typeof prompt === 'string' && prompt !== ''
      ? ["The row's own prompt is not used; the prompts of the model hold"]
      : []),
  ];
}
