import type { Setting } from './setting';

/** How BM25, beside which every model is shown, reads texts and counts words; and its fusion with the model. */
export const BASELINE_SETTINGS = {
  bm25Analysis: {
    kind: 'choice',
    group: 'evaluation',
    default: 'english',
    choices: ['english', 'light', 'plain'],
    choiceLabels: {
      english: 'English: stop words out, Porter stems',
      light: 'Light English: stop words out, plurals joined',
      plain: 'Plain: every word as it stands',
    },
    label: 'Words of BM25',
    advanced: true,
    help: "How texts become words: English as in Lucene's analyser and Anserini; light with Harman's S-stemmer; plain, without stop words or stems, for other languages.",
    paperName: 'analyser',
  },
  bm25K1: {
    kind: 'number',
    group: 'evaluation',
    default: 0.9,
    min: 0,
    max: 10,
    label: 'BM25: weight of repetitions',
    advanced: true,
    help: 'How much a word gains by standing in a passage more than once; 0 counts it once. Anserini and BEIR take 0.9, Lucene 1.2.',
    paperName: 'k1',
  },
  bm25B: {
    kind: 'number',
    group: 'evaluation',
    default: 0.4,
    min: 0,
    max: 1,
    label: 'BM25: weight of length',
    advanced: true,
    help: 'How much long passages are held back: 0 not at all, 1 in proportion. Anserini and BEIR take 0.4, Lucene 0.75.',
    paperName: 'b',
  },
  hybrid: {
    kind: 'flag',
    group: 'evaluation',
    default: true,
    label: 'Measure a hybrid',
    advanced: true,
    help: 'Also measure the rankings of BM25 and the model joined into one, as many search engines do. It costs next to nothing.',
    paperName: 'reciprocal rank fusion',
  },
  fusionK: {
    kind: 'number',
    integer: true,
    group: 'evaluation',
    default: 60,
    min: 0,
    max: 10_000,
    label: 'Hybrid: constant k',
    advanced: true,
    help: 'A passage scores 1 / (k + rank) in each ranking. The smaller k, the more the first places count; Cormack 2009, Elasticsearch and OpenSearch take 60.',
    paperName: 'k',
  },
} as const satisfies Record<string, Setting>;

export const BASELINE_SETTING_NAMES = Object.keys(BASELINE_SETTINGS) as (keyof typeof BASELINE_SETTINGS)[]; // the object above has no other keys
