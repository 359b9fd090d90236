import { useSelect, useApp } from './app-context';
import { Alarm } from './alarm';
import { CurvesPanel } from './charts/curves-panel';
import { DataRegion } from './data-region';
import { EvaluationRegion } from './evaluation-region';
import { ExportRegion } from './export-region';
import { Header } from './header';
import { ModelRegion } from './model-region';
import { PageDrop } from './page-drop';
import { TrainingRegion } from './training-region';
import { Welcome } from './welcome';

/** The whole page, in the order of the job. */
export function Page() {
  const app = useApp();
  const dataStatus = useSelect(app.data, (data) => data.status);
  const modelStatus = useSelect(app.model, (model) => model.status);
  const phase = useSelect(app.run, (run) => run.phase);
  const untouched = dataStatus === 'empty' && modelStatus === 'empty' && phase === 'idle';
  return (
    <>
      <a className="skip" href="#work">
        Skip to the work
      </a>
      <Header />
      <Alarm />
      <main id="work" className={untouched ? 'work work-first' : 'work'}>
        {untouched && <Welcome />}
        <div className="setup">
          <DataRegion />
          <ModelRegion />
          <TrainingRegion />
        </div>
        <div className="results">
          <CurvesPanel />
          <EvaluationRegion />
          <ExportRegion />
        </div>
      </main>
      <PageDrop />
    </>
  );
}
