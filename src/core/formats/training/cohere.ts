import { COHERE } from './list-family';
import { passageListReader } from './passage-lists';

/** Rows as Cohere's fine-tuning takes them: query, relevant_passages[], hard_negatives[]. */
export const cohereReader = passageListReader(COHERE);
