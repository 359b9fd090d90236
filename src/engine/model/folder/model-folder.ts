import type { EncoderConfig } from '../../../core/models/encoder-config';
import type { FloatTensor, RawTensor } from '../../../core/safetensors/dtype';
import type { Prompts } from '../../../core/text/prompts';
import type { ProgressEvent } from '../../protocol/events';
import type { Tokenizer } from '../tokenizer';

/** A model as opened: everything that training, evaluation and export need. Not changed by any of them. */
export interface ModelFolder {
  /** "pocket", the Hub id, or the name of the dropped folder or zip. */
  readonly name: string;
  readonly config: EncoderConfig;
  /** The encoder's tensors by Hugging Face name without prefix. Values may be views into the file: read-only. */
  readonly weights: ReadonlyMap<string, FloatTensor>;
  /** The same names as they stood in the file. */
  readonly fileNames: ReadonlyMap<string, string>;
  /** Other tensors of the file, as they were. */
  readonly passThrough: ReadonlyMap<string, RawTensor>;
  /** Files other than weights, by path in the folder, as they were. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly tokenizer: Tokenizer;
  readonly maxLength: number;
  readonly pooling: 'mean' | 'cls';
  readonly normalise: boolean;
  readonly prompts: Prompts;
  /** Type of the weights in the file: F32, F16 or BF16. */
  readonly dtype: string;
  readonly notes: readonly string[];
}

/** The files of a model before they are understood: path in the folder to bytes. */
export interface ModelFiles {
  readonly name: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly notes: readonly string[];
}

export interface OpenOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ProgressEvent) => void;
}
