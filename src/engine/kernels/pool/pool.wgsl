// One vector for each sequence: the mean of its tokens' vectors, or with CLS = 1 the first; with NORMALISE = 1 scaled
// to length 1. A "row" is a sequence.
struct Parameters { rows: u32, width: u32 }

@group(0) @binding(0) var<storage, read> hidden: array<f32>;
@group(0) @binding(1) var<storage, read> offsets: array<i32>;
@group(0) @binding(2) var<storage, read_write> pooled: array<f32>;
@group(0) @binding(3) var<storage, read_write> norms: array<f32>;
@group(0) @binding(4) var<uniform> parameters: Parameters;

fn average(column: u32, begin: u32, end: u32) -> f32 {
  let width = parameters.width;
  if (CLS == 1) { return hidden[begin * width + column]; }
  // Four sums at once, so that a token's load need not wait for the one before.
  var sums = vec4f(0.0);
  var at = begin * width + column;
  var token = begin;
  for (; token + 4u <= end; token += 4u) {
    sums += vec4f(hidden[at], hidden[at + width], hidden[at + 2u * width], hidden[at + 3u * width]);
    at += 4u * width;
  }
  for (; token < end; token++) {
    sums.x += hidden[at];
    at += width;
  }
  return ((sums.x + sums.y) + (sums.z + sums.w)) / f32(end - begin);
}

fn processRow(row: u32, lane: u32, lanes: u32) {
  let width = parameters.width;
  let begin = u32(offsets[row]);
  let end = u32(offsets[row + 1u]);
  var squares = 0.0;
  for (var column = lane; column < width; column += lanes) {
    let value = average(column, begin, end);
    pooled[row * width + column] = value;
    squares += value * value;
  }
  var norm = 1.0;
  if (NORMALISE == 1) {
    norm = sqrt(max(sumOfRow(squares, lane), 1e-24));
    for (var column = lane; column < width; column += lanes) { pooled[row * width + column] /= norm; }
  }
  if (lane == 0u) { norms[row] = norm; }
}
