import type { EvalSet } from '../../data/eval-set';
import type { TrainingRow } from '../../data/training-row';
import { formatBeirQrels } from '../../results/qrels';
import type { DataFile } from './data-form';
import { triplesLines } from './triples';

/** Where a split's file of judgements stands: `qrels/dev.tsv`, `qrels/test.tsv`. */
export type SplitName = 'dev' | 'test';

/**
 * A split for other tools: train.jsonl with the rows to train on, and the held-out questions as a BEIR data set with one
 * file of judgements for each part. All parts rank the corpus of the first.
 */
export function splitFiles(
  train: Iterable<TrainingRow>,
  parts: readonly { readonly name: SplitName; readonly set: EvalSet }[],
): readonly DataFile[] {
  const corpus = parts[0]?.set.corpus ?? [];
  const named = parts.map((part) => ({ ...part, ids: new Map<string, string>() }));
  const taken = new Set<string>();
  for (const { name, set, ids } of named)
    for (const { id } of set.queries) {
      // Two parts may call different questions by one id, which one file of queries cannot.
      const free = taken.has(id) ? `${name}-${id}` : id;
      ids.set(id, free);
      taken.add(free);
    }
  return [
    { name: 'train.jsonl', lines: triplesLines(train) },
    {
      name: 'held-out/corpus.jsonl',
      lines: lines(corpus, ({ id, title, text }) => ({ _id: id, title, text })),
    },
    {
      name: 'held-out/queries.jsonl',
      lines: lines(
        named.flatMap(({ set, ids }) =>
          set.queries.map(({ id, text }) => ({ _id: ids.get(id) ?? id, text })),
        ),
        (query) => query,
      ),
    },
    ...named.map(({ name, set, ids }) => ({
      name: `held-out/qrels/${name}.tsv`,
      lines: [formatBeirQrels(new Map([...set.qrels].map(([id, grades]) => [ids.get(id) ?? id, grades])))],
    })),
  ];
}

function* lines<T>(items: Iterable<T>, toLine: (item: T) => object): Generator<string> {
  for (const item of items) yield `${JSON.stringify(toLine(item))}\n`;
}
