import type { Fields, Unreadable } from './format-reader';
import { familyKeys, hasFamily, PAIR_FAMILIES, TRIPLET_FAMILIES } from './key-family';
import { hasListFamily, LIST_FAMILIES, listFamilyKeys } from './list-family';

interface KnownLayout {
  readonly is: (row: Fields) => boolean;
  readonly reason: string;
}

const has =
  (...keys: string[]) =>
  (row: Fields): boolean =>
    keys.every((key) => key in row);

/** Rows that people do drop here and that are no training rows, with a word on where they belong. */
const KNOWN: readonly KnownLayout[] = [
  {
    is: (row) => has('_id', 'text')(row) && !('query' in row),
    reason:
      'this is a document or query of a corpus (_id, text); it belongs in corpus.jsonl or queries.jsonl',
  },
  {
    is: has('query-id', 'corpus-id'),
    reason: 'this is a relevance judgement (query-id, corpus-id); it belongs in a qrels file',
  },
  {
    is: (row) => has('sentence1', 'sentence2')(row) && ('score' in row || 'label' in row),
    reason: 'this is a scored sentence pair: it suits a similarity loss, not retrieval',
  },
  { is: has('messages'), reason: 'this is a chat transcript (messages), without query and passage' },
  {
    is: has('conversations'),
    reason: 'this is a chat transcript (conversations), without query and passage',
  },
  {
    is: (row) => 'positive_document_ids' in row || has('qid', 'pos', 'neg')(row),
    reason: 'this row names its passages by id, as the other rows of the file do not',
  },
  {
    is: has('query', 'chosen', 'rejected'),
    reason: 'this is a preference (query, chosen, rejected), not a training row',
  },
  {
    is: (row) => (has('query', 'passage')(row) || has('query', 'doc')(row)) && isLabelled(row),
    reason:
      'this pair has a label or score: it may be a wrong passage, and nothing says which values are right',
  },
];

/** Whether a pair says how good it is, so that it cannot be taken as right. */
export function isLabelled(row: Fields): boolean {
  return 'label' in row || 'score' in row;
}

/** Says what a row of another layout is, and how the file is read. `keys`: those of the file's reader. */
export function explainLayout(row: Fields, keys: string): Unreadable {
  const other = explainOther(row, keys);
  if (other !== undefined) return { reason: other, otherLayout: true };
  const wanted = keys.split(', ');
  const reason = explainMissing(row, wanted);
  // A row that has one of the keys and lacks another is of this layout, only incomplete.
  return wanted.some((key) => key in row) ? { reason } : { reason, otherLayout: true };
}

/** What the row is, where it is recognised as something else. */
function explainOther(row: Fields, keys: string): string | undefined {
  const known = KNOWN.find((layout) => layout.is(row));
  if (known) return known.reason;
  const family = [...TRIPLET_FAMILIES, ...PAIR_FAMILIES].find((candidate) => hasFamily(row, candidate));
  if (family) return `this row has ${familyKeys(family)}; the file is read as ${keys}`;
  const lists = LIST_FAMILIES.find((candidate) => hasListFamily(row, candidate));
  if (lists) return `this row has ${listFamilyKeys(lists)} (${lists.tool}); the file is read as ${keys}`;
  const wanted = keys.split(', ');
  const names = Object.keys(row);
  const odd = names.filter((name) => !wanted.includes(name) && wanted.includes(name.trim().toLowerCase()));
  if (odd.length > 0) {
    return `the keys are written ${odd.map((name) => `"${name}"`).join(', ')}; they must be exactly ${keys}`;
  }
  return undefined;
}

function explainMissing(row: Fields, wanted: readonly string[]): string {
  const names = Object.keys(row);
  const missing = wanted.slice(0, 2).filter((key) => !(key in row));
  const present = names.length === 0 ? 'no keys' : `the keys ${listed(names)}`;
  return `there is no ${missing.map((key) => `"${key}"`).join(' and no ')}; the row has ${present}`;
}

/** The first few names, each cut: they come from the file and may be anything. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => Array.from(name.slice(0, 40)).join(''));
  return shown.join(', ') + (names.length > shown.length ? ', …' : '');
}
