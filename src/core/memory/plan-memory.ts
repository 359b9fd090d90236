import { embeddingParameters, type EncoderSize } from './encoder-size';
import { forwardBytes, stepBytes, trainedParameters, type StepSettings } from './step-memory';
import type { TextLengths } from './text-lengths';

const FLOAT = 4;
/** Tokens that an evaluation embeds at once; see the engine's `embedAll`. */
const EVALUATED_AT_ONCE = 4096;
/** Scores and documents of a tile of the search; see the engine's `searchTopK`. */
const TILE_QUERIES = 256;
const TILE_DOCUMENTS = 4096;

/** Where a run would take place and on what. */
export interface RunFacts {
  readonly encoder: EncoderSize;
  readonly backend: 'webgpu' | 'wasm' | 'cpu';
  readonly limits: MemoryLimits;
  /** Training rows: no batch is larger. */
  readonly rows: number;
  readonly queries: TextLengths;
  readonly documents: TextLengths;
  /** Passages that join a batch with each of its rows. */
  readonly documentsPerRow: number;
  /** Texts that the evaluations embed and keep. */
  readonly evaluated: number;
}

/** Bytes that a device has for tensors, and for the largest of them. */
export interface MemoryLimits {
  readonly total: number;
  readonly largest: number;
}

export interface MemoryPart {
  readonly name: string;
  readonly bytes: number;
}

/** Bytes that a run will need at its fullest. */
export interface MemoryPlan {
  /** On the device: these add up to `bytes`. */
  readonly parts: readonly MemoryPart[];
  readonly bytes: number;
  /** In the page's own memory besides. */
  readonly host: readonly MemoryPart[];
  readonly limits: MemoryLimits;
  readonly fits: boolean;
}

export type PlannedSettings = StepSettings;

export function planMemory(facts: RunFacts, wished: PlannedSettings): MemoryPlan {
  const settings = { ...wished, batch: Math.min(wished.batch, facts.rows) };
  const { encoder, limits, evaluated } = facts;
  const trained = trainedParameters(encoder, settings) * FLOAT;
  const step = stepBytes(facts, settings);
  const parts = [
    { name: 'Weights', bytes: encoder.parameters * FLOAT },
    { name: "The optimiser's moments", bytes: 2 * trained },
    { name: 'A step: activations, gradients, loss', bytes: step },
    // tfjs keeps the buffers of a step for the next of its size, and Kennel lets it keep those of two sizes.
    { name: 'Buffers kept for texts of other lengths', bytes: facts.backend === 'webgpu' ? step : 0 },
    // Evaluations take turns with the steps: they count by what they need more.
    { name: 'Evaluation beyond that', bytes: Math.max(0, evaluationBytes(facts) - step) },
  ].filter(({ bytes }) => bytes > 0);
  const bytes = sum(parts);
  const host = [
    { name: 'Weights as they were opened', bytes: encoder.parameters * FLOAT },
    { name: 'Best weights so far, and the next', bytes: 2 * trained },
    { name: 'Embeddings of the evaluation data', bytes: evaluated * encoder.hidden * FLOAT },
  ];
  const fits = bytes <= limits.total && largestTensor(facts, settings) <= limits.largest;
  return { parts, bytes, host, limits, fits };
}

function evaluationBytes(facts: Parameters<typeof forwardBytes>[0]): number {
  const tile = TILE_QUERIES * TILE_DOCUMENTS + (TILE_QUERIES + TILE_DOCUMENTS) * facts.encoder.hidden;
  return Math.max(forwardBytes(facts, EVALUATED_AT_ONCE), tile * FLOAT);
}

/** The word embeddings, or the widest activation. */
function largestTensor(
  { encoder, documents, queries, documentsPerRow }: RunFacts,
  settings: PlannedSettings,
): number {
  const { batch, miniBatch } = settings;
  const rows = miniBatch > 0 ? Math.min(batch, miniBatch) : batch;
  const tokens = rows * (queries.mean + documentsPerRow * documents.mean);
  return FLOAT * Math.max(embeddingParameters(encoder), tokens * encoder.intermediate);
}

function sum(parts: readonly MemoryPart[]): number {
  return parts.reduce((total, { bytes }) => total + bytes, 0);
}
