import type { FormatReader } from './format-reader';
import { nTupleReader } from './n-tuple';
import { pairReaders } from './pairs';
import { stage1Reader } from './stage1';
import { tripletReaders } from './triplet';

/** Every training format, the more specific first: on a tie the earlier one reads the file. */
export const FORMAT_READERS: readonly FormatReader[] = [
  stage1Reader,
  nTupleReader,
  ...tripletReaders,
  ...pairReaders,
];
