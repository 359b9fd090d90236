import { studySummary } from '../../store/study-words';
import { useApp, useSelect } from '../app-context';
import { FaultMessage } from '../fault-message';
import { FoldingRegion } from '../folding-region';
import { SaveLink } from '../save-link';
import { PaperTable } from './paper-table';
import { StudyBar } from './study-bar';
import { StudyForm } from './study-form';
import { StudyPlanView } from './study-plan-view';
import { StudyResult } from './study-result';

/** A grid of variants trained with several seeds: what to run, how long that takes, and the table. */
export function StudyRegion() {
  const { study } = useApp();
  const summary = useSelect(study, studySummary);
  const fault = useSelect(study, (state) => state.fault);
  return (
    <FoldingRegion name="Study" step={10} summary={summary}>
      <p className="quiet">
        Trains variants of the same run, each with several seeds and from the same weights, and says which
        differences are more than chance. One variant trained with one seed is a cell of its table. The
        settings of the Training region hold for all of them; the model trained there is not touched.
      </p>
      <StudyForm />
      <StudyPlanView />
      <StudyBar />
      {fault !== null && <FaultMessage fault={fault} after="Every finished cell is kept." />}
      <StudyResult />
      <StudyFiles />
      <PaperTable />
    </FoldingRegion>
  );
}

function StudyFiles() {
  const { study } = useApp();
  const files = useSelect(study.files, (state) => state.value);
  if (files === null) return null;
  return (
    <div className="records">
      <h3>Files of the study</h3>
      <ul>
        {files.map((file) => (
          <li key={file.name}>
            <SaveLink file={file} />
          </li>
        ))}
      </ul>
    </div>
  );
}
