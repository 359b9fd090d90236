/** Canned similarities and a canned map, for tests and screenshots only. */
import { createRandom } from '../core/random/random';
import type { EmbeddingMap, MapFrame, MapRequest, MapPoint } from '../engine/protocol/map';
import type { CosineCounts, SimilarityEvent } from '../engine/protocol/similarity';

const BINS = 100;

/** Similarities after a share of the training: relevant and other pairs drift apart. */
export function fakeSimilarity(step: number, share: number): SimilarityEvent {
  const others = { ...bell(0.35 - 0.15 * share, 400), separation: 0.8 + 0.17 * share };
  return {
    kind: 'similarity',
    set: 'sample',
    step,
    relevant: bell(0.5 + 0.2 * share, 80),
    random: others,
    hardest: { ...bell(0.5, 200), separation: 0.5 + 0.2 * share },
  };
}

function bell(mean: number, pairs: number): CosineCounts {
  const weights = Array.from({ length: BINS }, (_, bin) => {
    const distance = (-1 + (2 * bin + 1) / BINS - mean) / 0.12;
    return Math.exp(-distance * distance);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { counts: weights.map((weight) => Math.round((pairs * weight) / total)), pairs, mean };
}

const QUERIES = 20;
const PASSAGES = 60;

/** A map of three checkpoints on which queries come closer to their passages. */
export function fakeMap({ method }: MapRequest): EmbeddingMap {
  const points = Array.from({ length: QUERIES + PASSAGES }, (_, at): MapPoint => {
    const query = at < QUERIES;
    const partner = query ? [at + QUERIES] : at < 2 * QUERIES ? [at - QUERIES] : [];
    const name = `${query ? 'question' : 'passage'} ${at}`;
    return { kind: query ? 'query' : 'passage', set: 'sample', id: name, text: name, relevant: partner };
  });
  const steps = [0, 12, 36];
  return {
    method,
    points,
    queries: QUERIES,
    frames: steps.map((step) => fakeFrame(step, step / 36)),
    keptStep: 36,
    fittedOn: [0, 36],
    explained: method === 'pca' ? [0.21, 0.12] : [],
  };
}

function fakeFrame(step: number, share: number): MapFrame {
  const random = createRandom(9);
  const passages = Float32Array.from({ length: 2 * PASSAGES }, () => random.normal());
  const queries = passages.slice(0, 2 * QUERIES).map((x) => x * share + (1 - share) * random.normal());
  const nearest = Int32Array.from({ length: 5 * QUERIES }, (_, at) => QUERIES + ((at * 7) % PASSAGES));
  return {
    step,
    positions: Float32Array.of(...queries, ...passages),
    nearest,
    relevantCosine: 0.5 + 0.2 * share,
    otherCosine: 0.35 - 0.15 * share,
  };
}
