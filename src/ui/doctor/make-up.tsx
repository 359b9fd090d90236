import type { Overview } from '../../core/doctor/overview';
import { formatCount } from '../../store/format-value';
import { Fold } from '../fold';

interface Bar {
  readonly name: string;
  readonly count: number;
}

/** What the rows are made of: how many a query has, how their passages were made, in which languages. */
export function MakeUp({ overview }: { overview: Overview }) {
  const perQuery = overview.rowsPerQuery.map(({ rows, queries }) => ({ name: rows, count: queries }));
  const named = (list: Overview['languages']): Bar[] => list.map(({ name, rows }) => ({ name, count: rows }));
  return (
    <Fold summary="What the rows are made of">
      <div className="make-up">
        <Bars caption="Rows per query" head="rows" unit="queries" bars={perQuery} />
        <Bars
          caption="How the passages were made"
          head="paradigm"
          unit="rows"
          bars={named(overview.paradigms)}
        />
        <Bars
          caption="Language or script, guessed"
          head="language"
          unit="rows"
          bars={named(overview.languages)}
        />
      </div>
    </Fold>
  );
}

/** Counts as a table with a bar each; nothing for an empty list. */
function Bars({
  caption,
  head,
  unit,
  bars,
}: {
  caption: string;
  head: string;
  unit: string;
  bars: readonly Bar[];
}) {
  if (bars.length === 0) return null;
  const most = Math.max(...bars.map(({ count }) => count));
  return (
    <table className="bars small-text">
      <caption>{caption}</caption>
      <thead className="hidden">
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">{unit}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ name, count }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <span className="bar" style={{ inlineSize: `${(100 * count) / most}%` }} aria-hidden="true" />
              {formatCount(count)} {unit}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
