import type { ChosenSets } from '../../core/data/choose-sets';
import { createNumbering } from '../../core/data/numbering';
import { digestOf } from '../../core/data/row-digest';
import type { FileReport } from '../../core/data/file-report';
import type { ChecksSummary } from '../../core/doctor/checks-summary';
import { textHash } from '../../core/text/text-hash';
import type { CallContext } from '../commands/command';
import { hashRows } from './data-hash';
import type { RunData } from './trained-model';

/** Describes what a run is about to train on. */
export async function describeRunData(
  files: readonly Pick<FileReport, 'file' | 'rows'>[],
  checks: ChecksSummary,
  { train, dev }: ChosenSets,
  { signal, emit }: CallContext,
): Promise<RunData> {
  const seen = createNumbering();
  for (const hash of digestOf(train).queries) seen.numberOf(hash);
  const trained = seen.size;
  for (const { text } of dev.queries) seen.numberOf(textHash(text));
  return {
    files: files.map(({ file, rows }) => ({ name: file, rows })),
    rows: train.length,
    checks,
    hash: await hashRows(train, signal, (done) => {
      emit({ kind: 'progress', phase: 'Fingerprinting the rows', done, total: train.length, unit: 'rows' });
    }),
    seenQueries: seen,
    trainedQueries: {
      find: (query) => {
        const number = seen.find(query);
        return number !== undefined && number < trained ? number : undefined;
      },
    },
  };
}
