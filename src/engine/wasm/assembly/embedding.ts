import { Job, argument, run, setArgument } from './jobs';

/** Rows per chunk of a gather, columns per chunk of a scatter. */
const ROWS: i32 = 128;
const COLUMNS: i32 = 16;

/** out [rows, width] = word[ids] + position[positions] + type[0]. */
export function embed(ids: i32, positions: i32, word: i32, position: i32, type: i32, out: i32, rows: i32, width: i32): void {
  setArgument(0, ids);
  setArgument(1, positions);
  setArgument(2, word);
  setArgument(3, position);
  setArgument(4, type);
  setArgument(5, out);
  setArgument(6, rows);
  setArgument(7, width);
  run(Job.EmbeddingForward, (rows + ROWS - 1) / ROWS);
}

/** table [tableRows, width] = 0, then table[ids[i]] += x[i] for every row i: the gradient of a gather. */
export function scatter(ids: i32, x: i32, table: i32, tableRows: i32, rows: i32, width: i32): void {
  memory.fill(<usize>table, 0, <usize>tableRows * <usize>width << 2);
  setArgument(0, ids);
  setArgument(1, x);
  setArgument(2, table);
  setArgument(3, rows);
  setArgument(4, width);
  run(Job.ScatterRows, (width + COLUMNS - 1) / COLUMNS);
}

/**
 * out[i] = word[ids[i]] + position[positions[i]] + type[0].
 * Arguments: 0 ids, 1 positions, 2 word, 3 position, 4 type, 5 out, 6 rows, 7 width.
 */
export function embeddingForward(chunk: i32): void {
  const width = argument(7);
  const bytes = <usize>width << 2;
  const whole = bytes & ~15;
  const type = <usize>argument(4);
  const last = min(argument(6), (chunk + 1) * ROWS);
  for (let row = chunk * ROWS; row < last; row++) {
    const id = load<i32>(<usize>argument(0) + (<usize>row << 2));
    const position = load<i32>(<usize>argument(1) + (<usize>row << 2));
    const w = <usize>argument(2) + <usize>id * bytes;
    const p = <usize>argument(3) + <usize>position * bytes;
    const out = <usize>argument(5) + <usize>row * bytes;
    for (let i: usize = 0; i < whole; i += 16) {
      v128.store(out + i, f32x4.add(f32x4.add(v128.load(w + i), v128.load(p + i)), v128.load(type + i)));
    }
    for (let i = whole; i < bytes; i += 4) {
      store<f32>(out + i, load<f32>(w + i) + load<f32>(p + i) + load<f32>(type + i));
    }
  }
}

/**
 * table[ids[i]] += x[i], the columns of the chunk only: no two threads write the same float and the order is fixed.
 * Arguments: 0 ids, 1 x, 2 table (zeroed by the caller), 3 rows, 4 width.
 */
export function scatterRows(chunk: i32): void {
  const rows = argument(3);
  const width = argument(4);
  const first = chunk * COLUMNS;
  const last = min(width, first + COLUMNS);
  for (let row = 0; row < rows; row++) {
    const id = load<i32>(<usize>argument(0) + (<usize>row << 2));
    const from = <usize>argument(1) + (<usize>(row * width) << 2);
    const to = <usize>argument(2) + (<usize>id * <usize>width << 2);
    let c = first;
    for (; c + 4 <= last; c += 4) {
      const at = <usize>c << 2;
      v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
    }
    for (; c < last; c++) {
      const at = <usize>c << 2;
      store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at));
    }
  }
}
