import { Alarm } from './alarm';
import { CurvesPanel } from './charts/curves-panel';
import { DataRegion } from './data-region';
import { EvaluationRegion } from './evaluation-region';
import { ExportRegion } from './export-region';
import { Header } from './header';
import { ModelRegion } from './model-region';
import { PageDrop } from './page-drop';
import { RunsRegion } from './runs/runs-region';
import { SynthesisRegion } from './synthesis/synthesis-region';
import { MiningRegion } from './mining/mining-region';
import { AlignmentRegion } from './alignment/alignment-region';
import { StudyRegion } from './study/study-region';
import { TrainingRegion } from './training-region';
import { useFirstVisit } from './use-first-visit';
import { Welcome } from './welcome';

/** Made once, so that a new state of the page as such renders none of them anew. */
const REGIONS = (
  <>
    <div className="setup-column">
      <div className="setup">
        <DataRegion />
        <ModelRegion />
        <TrainingRegion />
      </div>
    </div>
    <div className="results">
      <CurvesPanel />
      <EvaluationRegion />
      <ExportRegion />
      <RunsRegion />
    </div>
    <div className="workbench">
      <SynthesisRegion />
      <MiningRegion />
      <AlignmentRegion />
      <StudyRegion />
    </div>
  </>
);

/** The whole page, in the order of the job. */
export function Page() {
  const first = useFirstVisit();
  return (
    <>
      <a className="skip" href="#work">
        Skip to the work
      </a>
      <Header />
      <Alarm />
      <main id="work" className={first ? 'work work-first' : 'work'}>
        {first && <Welcome />}
        {REGIONS}
      </main>
      <PageDrop />
    </>
  );
}
