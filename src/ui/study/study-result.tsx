import { formatPlural } from '../../store/format-value';
import { rowName } from '../../store/study-words';
import { useApp, useLater, useSelect } from '../app-context';
import { Choice } from '../choice';
import { StudySetTable } from './study-set-table';

/** The table so far: one for every evaluation set, in and out of distribution. */
export function StudyResult() {
  const { study } = useApp();
  const table = useLater(study, (state) => state.table);
  const notes = useSelect(study, (state) => state.notes);
  if (table === null || table.sets.length === 0) return null;
  return (
    <section className="stack" aria-label="Table of the study">
      <div className="run-choices">
        <Choice
          label="Compare with"
          value={table.reference}
          options={table.rows.map((row) => [row.id, rowName(table, row)] as const)}
          onChoice={(row) => void study.compareWith(row)}
        />
      </div>
      <div className="study-sets">
        {table.sets.map((set, at) => (
          <StudySetTable key={set.name} table={table} at={at} />
        ))}
      </div>
      <p className="quiet small-text">
        A dot is the mean over questions and seeds, its line the 95% bootstrap interval over questions, the
        ring each seed by itself: where rings lie far apart, luck decides much. A verdict holds where the
        interval of the difference, question by question, leaves out 0.
        {table.comparisons > 0 &&
          ` The corrected p allows for all ${formatPlural(table.comparisons, 'comparison')} of the study (Holm).`}
      </p>
      {notes.length > 0 && (
        <ul className="notes" aria-label="Notes on the study">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
