import type { JudgedRunSet, RunFilesResult } from '../../engine/protocol/run-files';
import { formatMetric, formatPlural } from '../../store/format-value';
import { useApp, useSelect } from '../app-context';
import { SaveLink } from '../save-link';

/** Every metric of every run, a table for each set of judged queries; remarks and files below. */
export function RunFigures({ result }: { result: RunFilesResult }) {
  return (
    <>
      {result.sets.map((set) => (
        <FiguresTable key={set.name} set={set} result={result} />
      ))}
      {result.notes.length > 0 && (
        <ul className="notes">
          {result.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <Files />
    </>
  );
}

function FiguresTable({ set, result }: { set: JudgedRunSet; result: RunFilesResult }) {
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={`Metrics of the runs on ${set.name}`}>
      <table className="metrics">
        <caption className="quiet small-text">
          Means over {formatPlural(set.queries, 'judged query', 'judged queries')} of &quot;{set.name}&quot;.
        </caption>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            {set.runs.map(({ name }) => (
              <th key={name} scope="col" className="run-name">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {result.metrics.map((metric) => (
            <tr key={metric} className={metric === result.metric ? 'headline' : undefined}>
              <th scope="row">{metric}</th>
              {set.runs.map(({ name, metrics }) => (
                <td key={name}>{formatMetric(metrics[metric] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The figures to take away. */
function Files() {
  const { runFiles } = useApp();
  const files = useSelect(runFiles.records, (state) => state.value);
  if (files === null) return null;
  return (
    <p className="small-text">
      Save{' '}
      {files.map((file, i) => (
        <span key={file.name}>
          {i > 0 && ', '}
          <SaveLink file={file} />
        </span>
      ))}
    </p>
  );
}
