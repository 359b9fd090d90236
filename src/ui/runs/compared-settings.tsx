import { differingSettings } from '../../core/stored-runs/differing-settings';
import type { StoredRun } from '../../engine/protocol/stored-runs';
import { formatSetting } from '../../store/format-value';

/** Settings and data in which the runs are not the same; nothing else. */
export function ComparedSettings({ runs, names }: { runs: readonly StoredRun[]; names: readonly string[] }) {
  const settings = differingSettings(runs.map(({ summary }) => summary)).map(
    ({ label, values }) => [label, values.map(settingText)] as const,
  );
  const rows = [...settings, ...differingInputs(runs)];
  if (rows.length === 0)
    return <p className="quiet">No setting differs, and model and training rows are the same.</p>;
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="Settings that differ">
      <table className="metrics compared-settings">
        <caption className="quiet small-text">What differs; all else is the same.</caption>
        <thead>
          <tr>
            <th scope="col">Setting</th>
            {names.map((name) => (
              <th key={name} scope="col" className="run-name">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, values]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {values.map((value, i) => (
                <td key={names[i]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function settingText(value: string | null): string {
  if (value === null) return 'not known then';
  if (value === '') return 'none';
  const number = Number(value);
  return Number.isFinite(number) && value.trim() !== '' ? formatSetting(number) : value;
}

/** What was put in: the opened model, and the rows by their fingerprint. */
function differingInputs(runs: readonly StoredRun[]): (readonly [string, readonly string[]])[] {
  const models = runs.map(({ summary }) => summary.model);
  const rows = runs.map(
    ({ summary: { data } }) => `${String(data.rows)} (${data.hash.slice(0, 8) || 'no fingerprint'})`,
  );
  return [['Opened model', models] as const, ['Training rows', rows] as const].filter(
    ([, values]) => new Set(values).size > 1,
  );
}
