import * as tf from '@tensorflow/tfjs';
import { keepsHalfActivations, packHalf, unpackHalf } from './half';

/** The packed form of tensors by their data: several operations save the same input, which is packed once. */
const packedForms = new WeakMap<object, tf.Tensor>();

/**
 * What one operation saves for its gradient, activations in half precision where that is set. Made for one forward
 * pass of the operation; `store` runs inside it, `release` after it, in the scope of the caller.
 */
export class SavedActivations {
  /** The shape that a packed tensor had, or null for those kept as they are; in the order of saving. */
  #shapes: (number[] | null)[] = [];
  readonly #fresh: { readonly data: object; readonly packed: tf.Tensor }[] = [];

  /** The tensors to save for `saved`: those among `activations` packed. */
  store(saved: readonly tf.Tensor[], activations: readonly tf.Tensor[]): tf.Tensor[] {
    const half = keepsHalfActivations() && tf.engine().state.gradientDepth > 0 ? activations : [];
    this.#shapes = saved.map((tensor) => (half.includes(tensor) ? tensor.shape : null));
    return saved.map((tensor) => (half.includes(tensor) ? this.#pack(tensor) : tensor));
  }

  /** What `store` was given, from what it gave; unpacked tensors are the caller's scope's. */
  restore(stored: readonly tf.Tensor[]): tf.Tensor[] {
    return stored.map((tensor, i) => {
      const shape = this.#shapes[i] ?? null;
      return shape === null ? tensor : unpackHalf(tensor, shape);
    });
  }

  /** Hands the packed tensors to the caller's scope, where operations that save the same data find them. */
  release(): void {
    for (const { data, packed } of this.#fresh) {
      packedForms.set(data, tf.clone(packed));
      packed.dispose();
    }
    this.#fresh.length = 0;
  }

  #pack(tensor: tf.Tensor): tf.Tensor {
    const known = packedForms.get(tensor.dataId);
    if (known !== undefined && !known.isDisposed) return known;
    const packed = tf.keep(packHalf(tensor)); // beyond the operation's own scope
    this.#fresh.push({ data: tensor.dataId, packed });
    packedForms.set(tensor.dataId, packed);
    return packed;
  }
}
