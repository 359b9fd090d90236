import type { Client } from '../client/client';
import type { TextGroup } from '../core/distribution/text-group';
import type { EvaluationDataReport, TrainingDataReport } from '../engine/protocol/data';
import type { CompareRequest, GroupComparison } from '../engine/protocol/distribution';
import type { DoctorReport } from '../engine/protocol/doctor';
import type { App } from './app';
import { createResourceStore, type ResourceStore } from './resource-store';

/** The texts that were compared last. */
export type ComparisonStore = ResourceStore<CompareRequest, GroupComparison>;

export function createComparisonStore(client: Client): ComparisonStore {
  return createResourceStore(client, (request: CompareRequest, options) =>
    client.call('compareGroups', request, options),
  );
}

/** A comparison is of the data and the model that were open; it goes with them. */
export function forgetEarlierComparisons({
  data,
  evaluationData,
  model,
  comparison,
}: Pick<App, 'data' | 'evaluationData' | 'model' | 'comparison'>): void {
  const forget = (state: { readonly value: unknown }, before: { readonly value: unknown }): void => {
    if (state.value !== before.value) comparison.clear();
  };
  data.subscribe(forget);
  evaluationData.subscribe(forget);
  model.subscribe(forget);
}

/** More parts of the rows than these would make the list of groups unreadable. */
const MOST_PARTS = 12;

/** Groups of texts that can be compared. */
export function comparableGroups(
  { files, withSynthetic }: Pick<TrainingDataReport, 'files' | 'withSynthetic'>,
  report: Pick<DoctorReport, 'overview'> | null,
  sets: readonly Pick<EvaluationDataReport, 'name'>[],
): TextGroup[] {
  const kinds = [
    'queries' as const,
    'positives' as const,
    ...(withSynthetic > 0 ? ['synthetic' as const] : []),
  ];
  const paradigms = (report?.overview.paradigms ?? []).map(({ name }) => ({ paradigm: name }));
  const named = files.flatMap(({ file, rows }) => (rows > 0 ? [{ file }] : []));
  const lists: readonly (readonly { readonly paradigm?: string; readonly file?: string }[])[] = [
    paradigms,
    named,
  ];
  const parts = lists.flatMap((list) => (list.length > 1 ? list.slice(0, MOST_PARTS) : []));
  return [
    ...kinds.map((texts) => ({ from: 'rows' as const, texts })),
    ...sets.flatMap(({ name }) =>
      (['queries', 'passages'] as const).map((texts) => ({ from: 'set' as const, set: name, texts })),
    ),
    ...parts.flatMap((part) => kinds.map((texts) => ({ from: 'rows' as const, texts, ...part }))),
  ];
}

/**
 * The two groups that tell most: training queries and those of people in an evaluation set, else labelled and synthetic
 * passages, else the queries of two parts; null where no two groups hold texts of one kind.
 */
export function groupsToCompare(groups: readonly TextGroup[]): readonly [TextGroup, TextGroup] | null {
  const find = (wanted: (group: TextGroup) => boolean): TextGroup | undefined => groups.find(wanted);
  const queries = find(({ texts }) => texts === 'queries');
  const asked = find(({ from, texts }) => from === 'set' && texts === 'queries');
  if (queries && asked) return [queries, asked];
  const labelled = find(({ texts }) => texts === 'positives');
  const synthetic = find(({ texts }) => texts === 'synthetic');
  if (labelled && synthetic) return [labelled, synthetic];
  const [, first, second] = groups.filter(({ texts }) => texts === 'queries');
  return first && second ? [first, second] : null;
}
