import { useState } from 'react';
import { useApp, useSelect } from '../app-context';
import { Fold } from '../fold';
import { Opening } from '../opening';
import { useBusy } from '../use-busy';
import { ChosenFiles } from './chosen-files';
import { RunFilesFields, type Chosen } from './run-files-fields';
import { RunFilesResults } from './run-files-results';

/** Measures runs of any system from their files, and compares any two. */
export function RunFilesPanel() {
  return (
    <Fold summary="Evaluate run files" className="part">
      <RunFilesForm />
    </Fold>
  );
}

function RunFilesForm() {
  const { runFiles, settings, evaluationData } = useApp();
  const busy = useBusy();
  const [chosen, setChosen] = useState<Chosen>({ runs: [], qrels: [] });
  const sets = useSelect(evaluationData, (state) => state.value?.length ?? 0);
  const measure = (change: Partial<Chosen>): void => {
    const next = { ...chosen, ...change };
    setChosen(next);
    const judged = next.qrels.length > 0 || sets > 0;
    void runFiles.measure({ ...next, runs: judged ? next.runs : [], settings: settings.getState().settings });
  };
  return (
    <div className="stack">
      <RunFilesFields chosen={chosen} sets={sets} disabled={busy} onChange={measure} />
      <ChosenFiles
        files={[...chosen.runs, ...chosen.qrels]}
        disabled={busy}
        onRemove={(file) => {
          const kept = (files: readonly File[]) => files.filter((other) => other !== file);
          measure({ runs: kept(chosen.runs), qrels: kept(chosen.qrels) });
        }}
      />
      {chosen.runs.length > 0 && chosen.qrels.length === 0 && sets === 0 && (
        <p className="note" role="status">
          Judgements are missing: add a qrels file here, or open evaluation data in step 1.
        </p>
      )}
      <Opening store={runFiles.figures} what="Reading run files" />
      <RunFilesResults
        disabled={busy}
        onRepeat={() => {
          measure({});
        }}
      />
    </div>
  );
}
