/** Forms in which training rows can be saved, with what each keeps; `split` has the held-out questions too. */
export const DATA_FORMS = {
  triples: {
    label: 'JSONL triples',
    help: 'One line for each positive with each negative, with ids, synthetic passages and reasoning where there are any.',
  },
  'flag-embedding': {
    label: 'FlagEmbedding',
    help: 'One line for each row: query, pos, neg. Without ids, synthetic passages and reasoning.',
  },
  beir: {
    label: 'BEIR',
    help: 'A zip with corpus.jsonl, queries.jsonl and qrels/train.tsv. Negatives become passages of the corpus without a judgement.',
  },
  split: {
    label: 'Split',
    help: 'A zip of what a run with the present settings trains on (train.jsonl) and of the questions it holds out (a BEIR folder with qrels/dev.tsv and qrels/test.tsv), so that other tools can train and measure on the same split.',
  },
} as const;

export type DataForm = keyof typeof DATA_FORMS;

/** A text file to write, line by line; each line ends with a line feed. */
export interface DataFile {
  readonly name: string;
  readonly lines: Iterable<string>;
}
