import { formatMetric } from './format-value';
import { evidenceSentence, lossSentences } from './verdict-sentence';
import type { RunState } from './run-state';

/** What a screen reader is told of the run: phases and measurements, never single steps. */
export function announcement(state: RunState): string {
  switch (state.phase) {
    case 'idle':
      return '';
    case 'paused':
      return 'Paused.';
    case 'stopping':
      return 'Stopping; the best weights are kept.';
    case 'cancelling':
      return 'Cancelling.';
    case 'cancelled':
      return 'The run was cancelled.';
    case 'failed':
      return 'The run failed.';
    case 'finished':
      return state.result === null
        ? 'Finished.'
        : ['Finished.', evidenceSentence(state.result), ...lossSentences(state.result)].join(' ');
    case 'running': {
      const measured = state.evaluations.at(-1);
      const phase = state.progress?.phase ?? 'Starting';
      if (measured === undefined) return `${phase}.`;
      const metric = state.baseline?.metric ?? 'nDCG@10';
      return `${phase}. ${metric} ${formatMetric(measured.mean)} after step ${measured.step}.`;
    }
  }
}
