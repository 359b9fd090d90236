import type { Setting } from './setting';

/** The rules of evaluation in which the common tools differ; the names are those of `EvaluationRules`. */
export const MEASURE_SETTINGS = {
  gain: {
    kind: 'choice',
    group: 'evaluation',
    default: 'linear',
    choices: ['linear', 'exponential'],
    choiceLabels: { linear: 'Linear: the grade', exponential: 'Exponential: 2^grade - 1' },
    label: 'Gain of nDCG',
    advanced: true,
    help: 'Linear in trec_eval and BEIR; exponential, which favours high grades, in LightGBM and gdeval. Without grades above 1 they agree.',
  },
  ties: {
    kind: 'choice',
    group: 'evaluation',
    default: 'descending',
    choices: ['descending', 'ascending', 'expected'],
    choiceLabels: {
      descending: 'Document id, descending',
      ascending: 'Document id, ascending',
      expected: 'Mean over all orders',
    },
    label: 'Equal scores',
    advanced: true,
    help: 'Which of two documents with the same score stands first: by descending id in trec_eval, ascending in sentence-transformers from version 6. The mean over all orders (McSherry and Najork 2008) favours neither, and scikit-learn takes it for nDCG.',
  },
  relevanceLevel: {
    kind: 'number',
    integer: true,
    group: 'evaluation',
    default: 1,
    min: 1,
    max: 1000,
    label: 'Relevant from grade',
    advanced: true,
    help: 'Lowest grade that MRR, recall and MAP count as relevant; trec_eval calls it -l. nDCG uses the grades themselves.',
  },
  countedQueries: {
    kind: 'choice',
    group: 'evaluation',
    default: 'judged',
    choices: ['judged', 'returned'],
    choiceLabels: { judged: 'All judged queries', returned: 'Only those with results' },
    label: 'Queries that count',
    advanced: true,
    help: 'All judged queries, with 0 where nothing was found (trec_eval -c), or only those with results (trec_eval without -c, pytrec_eval).',
  },
  dropSelfMatches: {
    kind: 'flag',
    group: 'evaluation',
    default: false,
    label: 'Drop self-matches',
    advanced: true,
    help: 'Leave a document out of the ranking of the query with the same id, as BEIR does: for data whose queries stand in the corpus.',
  },
} as const satisfies Record<string, Setting>;

export const MEASURE_SETTING_NAMES = Object.keys(MEASURE_SETTINGS) as (keyof typeof MEASURE_SETTINGS)[]; // the object above has no other keys
