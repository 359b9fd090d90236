import { PAPER_FIGURES, PAPER_NOTE } from '../../core/study/paper-figures';
import { Fold } from '../fold';

/** The published figures, marked as what they are. */
export function PaperTable() {
  return (
    <Fold summary="Published figures, for orientation">
      <div className="table-scroll" tabIndex={0} role="group" aria-label="Published figures">
        <table className="study-paper">
          <caption className="quiet small-text">{PAPER_NOTE}</caption>
          <thead>
            <tr>
              <th scope="col">Data</th>
              <th scope="col">Labels only</th>
              <th scope="col">Distilled</th>
              <th scope="col">Then aligned</th>
            </tr>
          </thead>
          <tbody>
            {PAPER_FIGURES.map(({ data, labels, distilled, aligned }) => (
              <tr key={data}>
                <th scope="row">{data}</th>
                {[labels, distilled, aligned].map((value) => (
                  <td key={value} className="figures">
                    {(value / 100).toFixed(3)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Fold>
  );
}
