import { useEffect } from 'react';
import { alignmentSummary } from '../../store/judging-actions';
import { useApp, useSelect } from '../app-context';
import { FoldingRegion } from '../folding-region';
import { AlignPanel } from './align-panel';
import { PairsPanel } from './pairs-panel';

/** Preferences and what is trained on them: pairs are judged, or given, and the model is aligned with the verdicts. */
export function AlignmentRegion() {
  const app = useApp();
  useSelect(app.judging, (state) => state.report);
  return (
    <FoldingRegion name="Alignment" step={9} summary={alignmentSummary(app)}>
      <Loaded />
    </FoldingRegion>
  );
}

/** What earlier visits kept is read when the region is first opened. */
function Loaded() {
  const { judging } = useApp();
  useEffect(() => {
    if (judging.getState().report === null) void judging.load();
  }, [judging]);
  return (
    <>
      <PairsPanel />
      <AlignPanel />
    </>
  );
}
