import { cohereReader } from './cohere';
import { flagEmbeddingReader } from './flag-embedding';
import type { FormatReader } from './format-reader';
import { nTupleReader } from './n-tuple';
import { openMatchReader } from './open-match';
import { pairReaders } from './pairs';
import { stage1Reader } from './stage1';
import { tevatronReader } from './tevatron';
import { tripletReaders } from './triplet';

/** Every training format, the more specific first: on a tie the earlier one reads the file. */
export const FORMAT_READERS: readonly FormatReader[] = [
  stage1Reader,
  flagEmbeddingReader,
  cohereReader,
  tevatronReader,
  openMatchReader,
  nTupleReader,
  ...tripletReaders,
  ...pairReaders,
];
