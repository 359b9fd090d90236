import type { Qrels } from '../data/eval-set';
import type { InputFile } from '../formats/input-file';
import type { LineOptions } from '../formats/read-lines';
import { InputError } from '../input-error';
import { createQrelsReader } from '../results/qrels';
import { createInputTrecIds } from './input-trec-ids';
import { readNestedNumbers } from './nested-numbers';
import { readTable } from './read-table';

/**
 * Reads judgements that come without a corpus: TREC's or BEIR's lines, see `parseQrels`, or the JSON that pytrec_eval and
 * ranx keep, `{ query: { document: grade } }`. Ids are as they stand in TREC files (`trecId`).
 * @throws InputError as `parseQrels` does, and for a file without any judgement. The signal's reason when aborted.
 */
export async function readJudgements(file: InputFile, options: LineOptions = {}): Promise<Qrels> {
  const reader = createQrelsReader(file.path);
  const json = await readTable(file, options, reader.take);
  const qrels = json === null ? reader.qrels : readNestedNumbers(json, file.path, 'grades');
  if (qrels.size === 0) throw new InputError(file.path, 'the file holds no judgement');
  return asInTrecFiles(qrels, file.path);
}

/**
 * The judgements under the ids that a TREC run names.
 * @throws InputError naming the source when two ids would be the same there
 */
export function asInTrecFiles(qrels: Qrels, source: string): Qrels {
  const queryIds = createInputTrecIds(source);
  const documentIds = createInputTrecIds(source);
  return new Map(
    [...qrels].map(([query, grades]) => [
      queryIds(query),
      new Map([...grades].map(([id, grade]) => [documentIds(id), grade])),
    ]),
  );
}
