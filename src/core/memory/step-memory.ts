import type { Settings } from '../settings/settings';
import { embeddingParameters, layerParameters, type EncoderSize } from './encoder-size';
import { largestBatch, type TextLengths } from './text-lengths';

/** Bytes of a float32. */
const FLOAT = 4;
/** Matrices of [queries, documents] that the loss and the figures of the curves hold at once. */
const LOSS_MATRICES = 5;

/** What one piece of a batch is made of: the whole batch, or a mini-batch. */
interface Piece {
  readonly tokens: number;
  readonly sequences: number;
}

export interface StepFacts {
  readonly encoder: EncoderSize;
  readonly queries: TextLengths;
  readonly documents: TextLengths;
  /** Passages that join a batch with each of its rows. */
  readonly documentsPerRow: number;
  /** On the plain CPU operations are many of tfjs's; elsewhere they have kernels of their own, which keep little. */
  readonly backend: 'webgpu' | 'wasm' | 'cpu';
}

export type StepSettings = Pick<
  Settings,
  'batch' | 'miniBatch' | 'recompute' | 'halfActivations' | 'freezeEmbeddings' | 'freezeLayers' | 'loss'
>;

/** Parameters that training changes. */
export function trainedParameters(encoder: EncoderSize, settings: StepSettings): number {
  const { layers, embeddings } = trainedPart(encoder, settings);
  return layers * layerParameters(encoder) + embeddings;
}

function trainedPart(encoder: EncoderSize, { freezeEmbeddings, freezeLayers }: StepSettings) {
  const frozenLayers = Math.min(freezeLayers, encoder.layers);
  const frozen = freezeEmbeddings || frozenLayers > 0;
  return { layers: encoder.layers - frozenLayers, embeddings: frozen ? 0 : embeddingParameters(encoder) };
}

/**
 * Bytes of activations, gradients and the loss at the fullest moment of a training step, beside the weights and their
 * moments. Gradients take the place of activations as the backward pass goes down the layers, so the fullest moment is
 * looked for layer by layer.
 */
export function stepBytes(facts: StepFacts, settings: StepSettings): number {
  const { batch, miniBatch } = settings;
  const cached = miniBatch > 0 && miniBatch < batch;
  const piece = pieceOf(facts, cached ? miniBatch : batch);
  const whole = pieceOf(facts, batch);
  const loss = lossBytes(facts, settings, whole);
  const backward = backwardBytes(facts, settings, piece);
  const embeddings = whole.sequences * facts.encoder.hidden * FLOAT;
  if (!cached) {
    // The activations wait while the loss is computed.
    const kept = settings.recompute ? inputBytes(facts, settings, piece) : keptBytes(facts, settings, piece);
    return Math.max(backward + embeddings, kept + loss + 3 * embeddings);
  }
  const total = trainedParameters(facts.encoder, settings) * FLOAT; // the gradient that is added up
  return Math.max(
    backward + total + 2 * embeddings,
    loss + 4 * embeddings,
    forwardBytes(facts, piece.tokens),
  );
}

/** Bytes that computing embeddings of so many tokens takes, at its fullest. */
export function forwardBytes(
  { encoder, backend }: Pick<StepFacts, 'encoder' | 'backend'>,
  tokens: number,
): number {
  const { hidden, intermediate } = encoder;
  const wide = 2 * hidden + 2 * intermediate;
  const attention = 6 * hidden;
  return tokens * FLOAT * Math.max(wide, attention) * plain(backend);
}

/** What tfjs's own operations keep, relative to the fused ones. */
const PLAIN = 2.5;

function plain(backend: StepFacts['backend']): number {
  return backend === 'cpu' ? PLAIN : 1;
}

function pieceOf({ queries, documents, documentsPerRow }: StepFacts, rows: number): Piece {
  const passages = rows * documentsPerRow;
  return {
    tokens: largestBatch(queries, rows) + largestBatch(documents, passages),
    sequences: rows + passages,
  };
}

/** What the backward pass needs of one layer. */
function layerBytes(
  { encoder, documents, backend }: StepFacts,
  { halfActivations }: StepSettings,
  { tokens }: Piece,
): number {
  const { hidden, intermediate, heads } = encoder;
  // Input, queries, keys, values, heard, normalised, attended, normalised again; before and after GELU (kernels of ours
  // compute the value after it again).
  const wide = backend === 'cpu' ? 2 * intermediate : intermediate;
  const kept = 8 * hidden + wide + heads;
  // Unfused attention pads to the longest text and keeps the scores of every pair of tokens.
  const scores = backend === 'cpu' ? 3 * heads * Math.ceil(documents.longest / 16) * 16 + 8 * hidden : 0;
  const precision = backend === 'webgpu' && halfActivations ? 0.5 : 1;
  return tokens * FLOAT * precision * (plain(backend) * kept + scores);
}

function keptBytes(facts: StepFacts, settings: StepSettings, piece: Piece): number {
  const { layers, embeddings } = trainedPart(facts.encoder, settings);
  const embedding = piece.tokens * facts.encoder.hidden * FLOAT * (embeddings > 0 ? 1 : 0);
  return (
    layers * layerBytes(facts, settings, piece) + embedding + piece.tokens * facts.encoder.hidden * FLOAT
  );
}

function inputBytes({ encoder }: StepFacts, settings: StepSettings, { tokens }: Piece): number {
  return (trainedPart(encoder, settings).layers + 1) * tokens * encoder.hidden * FLOAT;
}

/** The fullest moment of the backward pass. */
function backwardBytes(facts: StepFacts, settings: StepSettings, piece: Piece): number {
  const { encoder } = facts;
  const { layers, embeddings } = trainedPart(encoder, settings);
  const layer = layerBytes(facts, settings, piece);
  const input = piece.tokens * encoder.hidden * FLOAT;
  // On the way through a layer: the slopes of its widest part, before and after GELU.
  const slopes = piece.tokens * FLOAT * (2 * encoder.intermediate + encoder.hidden) * plain(facts.backend);
  const gradient = layerParameters(encoder) * FLOAT;
  let fullest = 0;
  for (let below = 0; below < layers; below++) {
    const held = settings.recompute ? below * input + layer : (below + 1) * layer;
    fullest = Math.max(fullest, input + held + slopes + (layers - 1 - below) * gradient);
  }
  const end = layers * gradient + embeddings * FLOAT + 3 * input;
  return Math.max(fullest, end);
}

function lossBytes(facts: StepFacts, { batch, loss }: StepSettings, { sequences }: Piece): number {
  const rows = loss === 'snn' ? sequences : batch;
  const columns = loss === 'snn' ? sequences : sequences - batch;
  return LOSS_MATRICES * rows * columns * FLOAT;
}
