import { RELEVANT, metricName, type Metric } from './metric';

/** 1 when any of the first `cut` documents is relevant, else 0 (also called accuracy or hit rate). */
export function success(cut: number, level = RELEVANT): Metric {
  return {
    name: metricName('Success', cut),
    of: ({ ranked }) => (ranked.slice(0, cut).some((grade) => grade >= level) ? 1 : 0),
  };
}
