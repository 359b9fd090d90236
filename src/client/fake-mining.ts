import type { Settings } from '../core/settings/settings';
import type { MiningExamplesRequest, MiningPreview, MiningReport } from '../engine/protocol/mining';
import { mineFigures } from '../core/mining/mining-figures';

const ROWS = 260;
const DEPTH = 40;

/** Scores that fall with the rank; every tenth query has its answer at the second rank. */
const CANDIDATES = {
  queries: ROWS,
  depth: DEPTH,
  places: Int32Array.from({ length: ROWS * DEPTH }, (_, i) => (7 * i) % 180),
  scores: Float32Array.from(
    { length: ROWS * DEPTH },
    (_, i) => 0.8 - 0.012 * (i % DEPTH) - 0.0004 * (i % 173),
  ),
  answers: Uint8Array.from({ length: ROWS * DEPTH }, (_, i) => (i % (10 * DEPTH) === 1 ? 1 : 0)),
};
const MINED = {
  queryOf: Int32Array.from({ length: ROWS }, (_, row) => row),
  positives: Float32Array.from({ length: ROWS }, (_, row) => 0.78 - 0.002 * (row % 90)),
};

export function fakeMiningPreview(
  settings: Settings,
  { which, from }: MiningExamplesRequest = { which: 'all', from: 0 },
): MiningPreview {
  const { figures } = mineFigures(CANDIDATES, MINED, settings);
  return {
    figures,
    examples: {
      which,
      from,
      total: which === 'all' ? ROWS : figures.fewer + figures.none,
      rows: [
        {
          file: 'train.jsonl',
          line: from + 1,
          query: 'how long does it charge',
          answers: ['The battery charges in two hours.'],
          score: 0.78,
          limit: 0.741,
          candidates: [
            { rank: 1, score: 0.8, fate: 'margin', text: 'Charging takes about two hours.' },
            { rank: null, score: 0.78, fate: 'answer', text: 'The battery charges in two hours.' },
            { rank: 2, score: 0.7, fate: 'kept', text: 'The charger weighs 200 grams.' },
          ],
        },
      ],
    },
    tooDeep: settings.mineMax > 180,
  };
}

export function fakeMining(settings: Settings): MiningReport {
  return {
    corpus: settings.mineCorpus,
    passages: 180,
    queries: ROWS,
    rows: ROWS,
    depth: 100,
    model: 'pocket',
    step: null,
    seconds: 3.2,
    notes: [],
    preview: fakeMiningPreview(settings),
  };
}
