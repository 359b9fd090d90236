import type { SystemNames } from '../core/results/system-names';
import type { BaselineEvent } from '../engine/protocol/events';
import { formatPlural } from './format-value';

/** What the large chart shows: whose questions each line is of, and what chooses the weights. */
export function curveNote(baseline: BaselineEvent | null, { start }: SystemNames): string {
  if (baseline === null) return `Measuring BM25 and ${start} before the first step.`;
  const { dev, test, others } = baseline;
  const of = others.length === 0 ? `"${dev.name}"` : `${test.name}, "${dev.name}",`;
  const sentences = [
    `On ${formatPlural(dev.queries, 'question')} of ${of} that are never trained on. Shaded: 95% interval.`,
  ];
  const watched = others.flatMap(({ name, curve }) => (curve === null ? [] : [{ name, curve }]));
  if (watched.length > 0) {
    const names = watched.map(({ name, curve }) => `${name} (${formatPlural(curve.queries, 'question')})`);
    sentences.push(`Only watched, never used to choose the weights: ${names.join(', ')}.`);
  }
  const rest = others.filter(({ curve }) => curve === null).map(({ name }) => name);
  if (rest.length > 0) sentences.push(`Before and after training only: ${rest.join(', ')}.`);
  return sentences.join(' ');
}
