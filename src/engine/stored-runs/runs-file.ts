import { jsonText } from '../../core/results/json-text';
import type { StoredRun } from '../protocol/stored-runs';

/** A run as a line of JSON; lists of numbers become arrays, and NaN is the text "NaN". */
export function runLine({ summary, details }: StoredRun): string {
  return `${jsonText({ ...summary, ...plain(details) })}\n`;
}

/** Typed arrays as plain ones. */
function plain(details: StoredRun['details']): Readonly<Record<string, unknown>> {
  const { steps, curves, values } = details;
  return {
    steps: { step: [...steps.step], epoch: [...steps.epoch], loss: [...steps.loss] },
    curves,
    values: values.map(({ bm25, before, after, ...rest }) => ({
      ...rest,
      bm25: [...bm25],
      before: [...before],
      after: Object.fromEntries(Object.entries(after).map(([name, list]) => [name, [...list]])),
    })),
  };
}
