import type { EvaluationDataReport } from '../engine/protocol/data';
import type { ModelReport } from '../engine/protocol/model';
import type { RunSummary } from '../engine/protocol/stored-runs';
import { HELD_OUT } from '../core/data/test-split';
import { formatPlural } from './format-value';

/** What is open now. */
export interface Opened {
  readonly data: { readonly files: readonly { readonly file: string; readonly rows: number }[] } | null;
  readonly model: Pick<ModelReport, 'name'> | null;
  readonly sets: readonly Pick<EvaluationDataReport, 'name'>[];
}

/** What a run was on that is not open now, in sentences: settings alone do not repeat it. */
export function openOtherwise(run: RunSummary, { data, model, sets }: Opened): string[] {
  const sentences: string[] = [];
  const then = fileList(run.data.files);
  const now = data === null ? null : fileList(data.files.map(({ file, rows }) => ({ name: file, rows })));
  if (now !== then)
    sentences.push(
      `It was trained on ${then}. ${now === null ? 'No training data is open now.' : `Open now: ${now}.`}`,
    );
  if (model?.name !== run.model)
    sentences.push(
      `Its model was ${run.model}. ${model === null ? 'No model is open now.' : `Open now: ${model.name}.`}`,
    );
  const measured = run.sets.map(({ testSet }) => testSet.name).filter((name) => name !== HELD_OUT);
  const open = sets.map(({ name }) => name);
  if (run.sets.length > 0 && measured.toSorted().join('\n') !== open.toSorted().join('\n'))
    sentences.push(`It was measured on ${namesOf(measured)}. Open now: ${namesOf(open)}.`);
  return sentences;
}

function fileList(files: readonly { readonly name: string; readonly rows: number }[]): string {
  return files.map(({ name, rows }) => `${name} (${formatPlural(rows, 'row')})`).join(', ');
}

function namesOf(sets: readonly string[]): string {
  return sets.length === 0 ? 'no evaluation set (held-out queries)' : sets.join(', ');
}
