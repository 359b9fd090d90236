import { miningSummary } from '../../store/mining-words';
import { useApp, useSelect } from '../app-context';
import { FaultMessage } from '../fault-message';
import { FoldingRegion } from '../folding-region';
import { MiningExamples } from './mining-examples';
import { MiningForm } from './mining-form';
import { LeftOutTable, ScoreTable } from './mining-tables';
import { MarginControl } from './margin-control';
import { ScoreFigure } from './score-figure';
import { UseMined } from './use-mined';

/** Hard negatives by the current model: what from, what the settings take, and what is done with them. */
export function MiningRegion() {
  const { mining, settings } = useApp();
  const figures = useSelect(mining, ({ preview }) => preview?.figures ?? null);
  const wanted = useSelect(settings, (state) => state.settings.mineNegatives);
  return (
    <FoldingRegion name="Mining" step={8} summary={miningSummary(figures, wanted)}>
      <MiningForm />
      {figures !== null && <Result />}
    </FoldingRegion>
  );
}

function Result() {
  const { mining } = useApp();
  const preview = useSelect(mining, (state) => state.preview);
  const fault = useSelect(mining, (state) => state.fault);
  if (preview === null) return null;
  const { figures } = preview;
  return (
    <>
      <MarginControl preview={preview} />
      {fault !== null && <FaultMessage fault={fault} />}
      <ScoreFigure figures={figures} />
      <div className="mining-tables">
        <ScoreTable figures={figures} />
        <LeftOutTable figures={figures} />
      </div>
      <MiningExamples examples={preview.examples} />
      <UseMined empty={figures.negatives === 0} />
    </>
  );
}
