/** Published figures of Syntriever: nDCG@10 times 100 of e5-base (about 110 million parameters). */
export interface PaperFigures {
  readonly data: string;
  readonly labels: number;
  /** After distillation (stage 1). */
  readonly distilled: number;
  /** After distillation and alignment (stages 1 and 2). */
  readonly aligned: number;
}

/** Another, much larger model on other data: for orientation only. */
export const PAPER_NOTE =
  'Published for Syntriever (arXiv 2502.03824), nDCG@10 of e5-base, about 110 million parameters: another model and other data than yours, for orientation only.';

export const PAPER_FIGURES: readonly PaperFigures[] = [
  { data: 'SciFact', labels: 73.7, distilled: 78.9, aligned: 80.5 },
  { data: 'NFCorpus', labels: 35.8, distilled: 41.4, aligned: 43.3 },
  { data: 'FiQA', labels: 37.9, distilled: 40.2, aligned: 41.9 },
  { data: 'HotpotQA', labels: 63.4, distilled: 65.3, aligned: 70.2 },
  { data: 'MS MARCO', labels: 42.4, distilled: 46.2, aligned: 50.3 },
];
