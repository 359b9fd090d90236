/** Some of the open texts that can be compared with others: of the training rows, or of an evaluation set. */
export type TextGroup =
  | {
      readonly from: 'rows';
      readonly texts: 'queries' | 'positives' | 'synthetic';
      /** Only those of rows with this paradigm, or of this file. */
      readonly paradigm?: string;
      readonly file?: string;
    }
  | { readonly from: 'set'; readonly set: string; readonly texts: 'queries' | 'passages' };

const NAMES = {
  queries: 'Training queries',
  positives: 'Labelled passages',
  synthetic: 'Synthetic passages',
} as const;

/** "Training queries, zero-shot". */
export function nameGroup(group: TextGroup): string {
  if (group.from === 'set')
    return `${group.texts === 'queries' ? 'Evaluation queries' : 'Corpus'} of ${group.set}`;
  const which = group.paradigm ?? group.file;
  return which === undefined ? NAMES[group.texts] : `${NAMES[group.texts]}, ${which}`;
}

/** Whether an encoder reads the group's texts as queries. */
export function hasQueries({ texts }: TextGroup): boolean {
  return texts === 'queries';
}
