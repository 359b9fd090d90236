import { Job, argument, run, setArgument } from './jobs';
import { normaliseRow, setRowArguments } from './layer-norm';

/** Rows per chunk of the forward pass, columns per chunk of a scatter. */
const ROWS: i32 = 64;
const COLUMNS: i32 = 16;

/**
 * LayerNorm of word[ids] + position[positions] + type[0] (`type` may be 0: nothing is added), row by row in one pass.
 * `normalised` and `scales` are saved for the gradient, as in `layerNorm`.
 */
export function embedNorm(ids: i32, positions: i32, word: i32, position: i32, type: i32, gamma: i32, beta: i32, out: i32, normalised: i32, scales: i32, rows: i32, width: i32, epsilon: f32): void {
  setRowArguments(gamma, beta, out, normalised, scales, rows, width, epsilon);
  setArgument(10, ids);
  setArgument(11, positions);
  setArgument(12, word);
  setArgument(13, position);
  setArgument(14, type);
  run(Job.EmbedNormForward, (rows + ROWS - 1) / ROWS);
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

/** Arguments: 2 to 9 as `layerNormForward`, 10 ids, 11 positions, 12 word, 13 position, 14 type or 0. */
export function embedNormForward(chunk: i32): void {
  const width = argument(8);
  const bytes = <usize>width << 2;
  const last = min(argument(7), (chunk + 1) * ROWS);
  for (let row = chunk * ROWS; row < last; row++) {
    const id = load<i32>(<usize>argument(10) + (<usize>row << 2));
    const position = load<i32>(<usize>argument(11) + (<usize>row << 2));
    const at = <usize>row * bytes;
    const sum = <usize>argument(5) + at;
    addRows(<usize>argument(12) + <usize>id * bytes, <usize>argument(13) + <usize>position * bytes, sum, bytes);
    // The sum lies where the normalised row will: read before it is overwritten, element by element.
    normaliseRow(row, sum, <usize>argument(14), sum, <usize>argument(4) + at, width);
  }
}

function addRows(a: usize, b: usize, out: usize, bytes: usize): void {
  const whole = bytes & ~15;
  for (let i: usize = 0; i < whole; i += 16) v128.store(out + i, f32x4.add(v128.load(a + i), v128.load(b + i)));
  for (let i = whole; i < bytes; i += 4) store<f32>(out + i, load<f32>(a + i) + load<f32>(b + i));
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
