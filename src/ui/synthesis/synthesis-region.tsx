import { useEffect } from 'react';
import { synthesisSummary } from '../../store/synthesis/describe-work';
import { useApp, useSelect } from '../app-context';
import { FaultMessage } from '../fault-message';
import { FoldingRegion } from '../folding-region';
import { CheckPanel } from './check-panel';
import { MadeRows } from './made-rows';
import { RatesView } from './rates-view';
import { SourceFields } from './source-fields';
import { SynthesisForm } from './synthesis-form';
import { UseRows } from './use-rows';
import { WorkBar } from './work-bar';

/** Training data made of documents or queries: what from, how, the table, and what is done with it. */
export function SynthesisRegion() {
  const { synthesis } = useApp();
  const summary = useSelect(synthesis, synthesisSummary);
  const fault = useSelect(synthesis, (state) => state.fault);
  const any = useSelect(synthesis, ({ rows }) => rows !== null && rows.length > 0);
  useEffect(() => {
    const refresh = (): void => void synthesis.refresh();
    window.addEventListener('focus', refresh);
    return () => {
      window.removeEventListener('focus', refresh);
    };
  }, [synthesis]);
  return (
    <FoldingRegion name="Synthesis" step={7} summary={summary}>
      <SourceFields />
      <SynthesisForm />
      <WorkBar />
      {fault !== null && <FaultMessage fault={fault} after={any ? 'Every row that was made is kept.' : ''} />}
      {any && (
        <>
          <RatesView />
          <MadeRows />
          <CheckPanel />
          <UseRows />
        </>
      )}
    </FoldingRegion>
  );
}
