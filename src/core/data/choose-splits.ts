import { InputError } from '../input-error';
import type { Settings } from '../settings/settings';
import type { EvalSet } from './eval-set';
import type { EvaluationData, OpenEvaluation } from './evaluation-data';
import type { TestSplit } from './test-split';

/** What splits that choose the weights are called. */
export const DEV_NAMES: readonly string[] = ['dev', 'validation', 'valid', 'val'];

/**
 * The split that results are reported on: the one the settings name, else "test", else the last that is
 * neither train nor dev, else the last dev split.
 * @throws InputError for a split that is not there, or when there is only a train split
 */
export function chooseTestSplit(
  evaluation: OpenEvaluation,
  { testSplit }: Pick<Settings, 'testSplit'>,
): TestSplit {
  const named = testSplit !== 'auto' && testSplit !== '';
  const set = named ? findSplit(evaluation, testSplit) : usualTestSplit(evaluation);
  return { ...set, of: evaluation.name, role: evaluation.role };
}

/** The same for another set than the primary one: where it lacks the split that the settings name, its usual one. */
export function chooseOtherSplit(
  evaluation: OpenEvaluation,
  { testSplit }: Pick<Settings, 'testSplit'>,
): TestSplit {
  const has = evaluation.splits.some(({ name }) => name === testSplit);
  return chooseTestSplit(evaluation, { testSplit: has ? testSplit : 'auto' });
}

/** The split that chooses the weights; undefined where there is none beside the test split. */
export function chooseDevSplit(
  evaluation: EvaluationData,
  { devSplit }: Pick<Settings, 'devSplit'>,
  test: EvalSet,
): EvalSet | undefined {
  if (devSplit !== 'auto' && devSplit !== '') return findSplit(evaluation, devSplit);
  const named = DEV_NAMES.flatMap((name) => evaluation.splits.filter((split) => split.name === name));
  return named.find((split) => split.name !== test.name);
}

function usualTestSplit(evaluation: EvaluationData): EvalSet {
  const others = evaluation.splits.filter(({ name }) => name !== 'train');
  const chosen =
    others.find(({ name }) => name === 'test') ??
    others.findLast(({ name }) => !DEV_NAMES.includes(name)) ??
    others.at(-1);
  if (chosen) return chosen;
  throw new InputError(
    evaluation.name,
    'the evaluation data has only a train split, nothing to evaluate on; choose it by name to use it all the same',
  );
}

function findSplit({ name, splits }: EvaluationData, wanted: string): EvalSet {
  const found = splits.find((split) => split.name === wanted);
  if (found) return found;
  const names = splits.map((split) => split.name).join(', ');
  throw new InputError(name, `there is no split "${wanted}"; there are: ${names}`);
}
