/** Metric name, as in `nDCG@10`, to mean over queries. */
export type MetricTable = Readonly<Record<string, number>>;
