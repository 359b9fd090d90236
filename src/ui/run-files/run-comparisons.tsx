import type { RunFilesComparison, RunFilesResult } from '../../engine/protocol/run-files';
import { useApp, useLater, useSelect } from '../app-context';
import { Choice } from '../choice';
import { Opening } from '../opening';
import { ComparisonList } from './comparison-list';

const ALL = '';

/** Any run against any other, or against all others, by any metric. */
export function RunComparisons({ result }: { result: RunFilesResult }) {
  const { runFiles } = useApp();
  const asked = useSelect(runFiles.comparison, (state) => state.source);
  const comparisons = useLater(runFiles.comparison, (state) => state.value);
  if (asked === null) return <Opening store={runFiles.comparison} what="Comparing" />;
  const { baseline, others, metric } = asked;
  const ask = (change: Partial<RunFilesComparison>): void => {
    const next = { ...asked, ...change };
    const rest = result.runs.filter((run) => run !== next.baseline);
    const kept = next.others.filter((run) => run !== next.baseline);
    void runFiles.compare({ ...next, others: next.others.length === 1 && kept.length === 1 ? kept : rest });
  };
  const rest = result.runs.filter((run) => run !== baseline);
  const options = [...(rest.length > 1 ? [[ALL, 'all others'] as const] : []), ...rest.map(itself)];
  const [only = ALL] = others.length === 1 ? others : [];
  return (
    <section className="stack-small" aria-label="Comparison of runs">
      <div className="run-choices">
        <Choice
          label="Compare"
          value={only}
          options={options}
          onChoice={(value) => {
            ask({ others: value === ALL ? rest : [value] });
          }}
        />
        <Choice
          label="with"
          value={baseline}
          options={result.runs.map(itself)}
          onChoice={(value) => {
            ask({ baseline: value });
          }}
        />
        <Choice
          label="by"
          value={metric}
          options={result.metrics.map(itself)}
          onChoice={(value) => {
            ask({ metric: value });
          }}
        />
      </div>
      <Opening store={runFiles.comparison} what="Comparing" />
      {comparisons !== null && <ComparisonList comparisons={comparisons} sets={result.sets.length} />}
    </section>
  );
}

const itself = (value: string) => [value, value] as const;
