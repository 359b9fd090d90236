type Values = Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** Numbers of which nobody knows how many will come. */
export interface Column<T extends Values> {
  readonly length: number;
  push(value: number): void;
  /** The numbers so far, in memory of just their size. */
  values(): T;
}

/** An empty column; `allocate` makes the typed arrays in which its numbers are kept. */
export function createColumn<T extends Values>(allocate: (length: number) => T): Column<T> {
  let held = allocate(1024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === held.length) {
        const larger = allocate(2 * length);
        larger.set(held);
        held = larger;
      }
      held[length++] = value;
    },
    values: () => held.slice(0, length) as T, // the slice of an array is of its kind
  };
}
