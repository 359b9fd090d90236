import type { App } from '../store/app';
import { evaluationGroups } from '../store/evaluation-groups';
import { pathOf } from './dropped-files';

/** Opens files that were given at once, one evaluation set after the other, up to the first that fails. */
export async function openEvaluationSets(
  { evaluationData }: Pick<App, 'evaluationData'>,
  files: readonly File[],
): Promise<void> {
  for (const group of evaluationGroups(files, pathOf))
    if ((await evaluationData.open({ files: { kind: 'files', files: group } })) === null) return;
}
