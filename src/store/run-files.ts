import type { Client } from '../client/client';
import type { RunComparison } from '../core/run-files/compare-runs';
import type { Settings } from '../core/settings/settings';
import type { OutputFile } from '../engine/protocol/results';
import type { RunFilesComparison, RunFilesResult } from '../engine/protocol/run-files';
import { createResourceStore, type ResourceStore } from './resource-store';

/** Runs to measure, and the judgements: those of the open evaluation sets where there is no file. */
export interface RunFilesSource {
  readonly runs: readonly File[];
  readonly qrels: readonly File[];
  readonly settings: Settings;
}

/** Measuring run files and comparing what was measured. */
export interface RunFiles {
  readonly figures: ResourceStore<RunFilesSource, RunFilesResult>;
  readonly comparison: ResourceStore<RunFilesComparison, readonly RunComparison[]>;
  readonly records: ResourceStore<null, readonly OutputFile[]>;
  /** Measures, and compares all runs with the first by the headline metric; forgets everything when there is no run. */
  measure(source: RunFilesSource): Promise<void>;
  compare(request: RunFilesComparison): Promise<void>;
}

/** `restoreSets` brings the open evaluation sets back when the engine has lost them; false when that fails. */
export function createRunFiles(client: Client, restoreSets: () => Promise<boolean>): RunFiles {
  const figures = createResourceStore(client, (source: RunFilesSource, options) =>
    client.call('evaluateRunFiles', source, options),
  );
  const comparison = createResourceStore(client, (request: RunFilesComparison, options) =>
    client.call('compareRunFiles', request, options),
  );
  const records = createResourceStore(client, (_: null, options) =>
    client.call('exportRunFiles', {}, options),
  );
  const compare = async (request: RunFilesComparison): Promise<void> => {
    // After a crash the engine has to measure them again.
    if (!(await restoreSets()) || !(await figures.restore())) return;
    if ((await comparison.open(request)) !== null) await records.open(null);
  };
  const measure = async (source: RunFilesSource): Promise<void> => {
    comparison.clear();
    records.clear();
    if (source.runs.length === 0) {
      figures.clear();
      return;
    }
    if (!(await restoreSets())) return;
    const result = await figures.open(source);
    if (result === null) return;
    const [baseline = '', ...others] = result.runs;
    if (others.length > 0) await compare({ baseline, others, metric: result.metric });
    else await records.open(null);
  };
  return { figures, comparison, records, measure, compare };
}
