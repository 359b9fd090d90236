import { useApp, useLater } from '../app-context';
import { RunComparisons } from './run-comparisons';
import { RunFigures } from './run-figures';

/** What was measured, and by which rules. */
export function RunFilesResults({ disabled, onRepeat }: { disabled: boolean; onRepeat: () => void }) {
  const { runFiles } = useApp();
  const result = useLater(runFiles.figures, (state) => state.value);
  if (result === null) return null;
  return (
    <>
      <RunFigures result={result} />
      {result.runs.length > 1 && <RunComparisons result={result} />}
      <p className="quiet small-text">
        The rules of measuring (gain, ties, grades, counted queries, self-matches) are settings of step 3,
        under &quot;More settings&quot;.{' '}
        <button type="button" className="link" disabled={disabled} onClick={onRepeat}>
          Measure again with the current settings
        </button>
      </p>
    </>
  );
}
