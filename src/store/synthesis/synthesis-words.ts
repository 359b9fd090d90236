import { FLAGS } from '../../core/synthesis/filters/quality-filters';
import type { Purpose } from '../../core/llm/llm';
import type {
  Paradigm,
  Relevance,
  RowState,
  SyntheticRow,
  TextField,
} from '../../core/synthesis/synthetic-row';

// The words of the page for what the table holds.

export const STATE_WORDS: Readonly<Record<RowState, string>> = {
  waiting: 'Waiting',
  done: 'Made',
  failed: 'Failed',
  accepted: 'Accepted',
  rejected: 'Rejected',
};

/** In the order in which they are shown. */
export const STATES: readonly RowState[] = ['done', 'accepted', 'rejected', 'failed', 'waiting'];

export const FIELD_WORDS: Readonly<Record<TextField, string>> = {
  query: 'Query',
  positive: 'Positive',
  synthetic: 'Synthetic',
  cot: 'Reasoning',
  negative: 'Negative',
};

export const FIELD_HELP: Readonly<Record<TextField, string>> = {
  query: 'What a person would type.',
  positive: 'The labelled passage, or the document that the query was made from.',
  synthetic: 'The passage that was written to answer the query.',
  cot: 'The query thought through step by step, used whole as a positive (chain of thought).',
  negative: 'A passage that looks right and does not answer the query (hard negative).',
};

export const PARADIGM_WORDS: Readonly<Record<Paradigm, string>> = {
  human: 'Labelled by people',
  'zero-shot': 'Without examples',
  'few-shot-texts': 'Shown texts',
  'few-shot-pairs': 'Shown pairs',
  'inverse-cloze': 'Sentence and rest',
  crops: 'Two cuttings',
  'title-body': 'Title and text',
};

export const PURPOSE_WORDS: Readonly<Record<Purpose, string>> = {
  cot: 'Reasoning for a query',
  positive: 'Passage for a query',
  negative: 'Hard negative for a query',
  queries: 'Queries for a document',
  paraphrase: 'Other wordings of a query',
  translate: 'Translation, there and back',
  verify: 'Verifying a passage',
  compare: 'Comparing two passages',
};

/** What a quality filter that a row did not pass says; its name where it is not known here. */
export function flagSentence(flag: string): string {
  return Object.hasOwn(FLAGS, flag) ? FLAGS[flag as keyof typeof FLAGS] : flag; // it is one of the keys
}

/** "too-short" as it is read: "too short". */
export function flagWord(flag: string): string {
  return flag.replaceAll('-', ' ');
}

const VERDICTS: Readonly<
  Record<'synthetic' | 'negative', Readonly<Record<Exclude<Relevance, null>, string>>>
> = {
  synthetic: { relevant: 'Verified', irrelevant: 'Not relevant', unparsable: 'No clear verdict' },
  negative: { relevant: 'Negative dropped', irrelevant: 'Negative good', unparsable: 'Negative unclear' },
};

/** What the language model said of the row's texts, in a few words each. */
export function verdictWords({ relevance }: SyntheticRow): string[] {
  const { synthetic, negative } = relevance;
  return [
    ...(synthetic === null ? [] : [VERDICTS.synthetic[synthetic]]),
    ...(negative === null ? [] : [VERDICTS.negative[negative]]),
  ];
}

/** "3rd", or that the document did not come back; empty where nobody looked. */
export function roundTripWord({ roundTrip }: SyntheticRow): string {
  if (roundTrip === null) return '';
  return roundTrip === 0 ? 'Not found' : `Rank ${String(roundTrip)}`;
}
