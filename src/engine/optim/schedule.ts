import type { Settings } from '../../core/settings/settings';

/**
 * The learning rate of a step (from 0) of a run: linear from 0 over the warm-up, then down to 0 linearly or along a
 * cosine, or constant. The same as transformers' get_*_schedule_with_warmup.
 */
export function learningRate(
  step: number,
  steps: number,
  { lr, warmup, schedule }: Pick<Settings, 'lr' | 'warmup' | 'schedule'>,
): number {
  // The last step is never part of the warm-up: a run of one step would otherwise train nothing.
  const rising = Math.min(Math.ceil(warmup * steps), steps - 1);
  if (step < rising) return (lr * step) / Math.max(1, rising);
  if (schedule === 'constant') return lr;
  const left = Math.max(0, steps - step) / Math.max(1, steps - rising);
  return schedule === 'linear' ? lr * left : (lr * (1 + Math.cos(Math.PI * (1 - left)))) / 2;
}
