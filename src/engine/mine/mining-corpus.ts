import type { Passage } from '../../core/data/eval-set';
import { poolPassages } from '../../core/data/passage-pool';
import type { RowList } from '../../core/data/row-list';
import { InputError } from '../../core/input-error';
import type { Settings } from '../../core/settings/settings';
import type { Session } from '../session/session';

/** What may be mined besides the training rows. */
export type Corpora = Pick<Session, 'documents' | 'evaluations'>;

/** Where negatives come from. */
export interface MiningCorpus {
  /** As the setting names it. */
  readonly name: string;
  readonly kind: 'training' | 'documents' | 'evaluation';
  /** Made anew at each call; in the order in which the search prefers equal scores. */
  passagesFor(rows: RowList): readonly Passage[];
  readonly notes: readonly string[];
}

/**
 * What the setting names: the labelled passages of the rows that are mined for, the opened documents, or an evaluation
 * set.
 * @throws InputError when that is not open
 */
export function miningCorpus(
  { documents, evaluations }: Corpora,
  { mineCorpus, seed }: Pick<Settings, 'mineCorpus' | 'seed'>,
): MiningCorpus {
  const name = mineCorpus.trim();
  if (name === 'training') {
    const all = { keep: new Int32Array(0), most: 0, seed };
    return { name, kind: name, passagesFor: (rows) => poolPassages(rows, all).corpus, notes: [] };
  }
  if (name === 'documents') {
    if (documents.length === 0) throw new InputError('settings', 'to mine from documents, open some first');
    return { name, kind: name, passagesFor: () => documents, notes: [] };
  }
  const set = evaluations.find((open) => open.name === name);
  const corpus = set?.splits[0]?.corpus;
  if (corpus === undefined) throw new InputError('settings', unknownCorpus(name, evaluations));
  return { name, kind: 'evaluation', passagesFor: () => corpus, notes: [evaluationNote(name)] };
}

function unknownCorpus(name: string, evaluations: Session['evaluations']): string {
  const open = ['training', 'documents', ...evaluations.map((set) => set.name)];
  return `there is nothing called "${name}" to mine from; there are: ${open.join(', ')}`;
}

function evaluationNote(name: string): string {
  return (
    `The negatives are passages of the evaluation set "${name}". Its questions and judgements were not looked at, but ` +
    'a model trained on these rows has met its passages, so its figures on this set may be better than on new passages.'
  );
}
