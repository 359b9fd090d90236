// The gradient of pool.wgsl. A "row" is a sequence; one more stands for the token rows that belong to no sequence.
struct Parameters { rows: u32, width: u32, tokens: u32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> pooled: array<f32>;
@group(0) @binding(2) var<storage, read> norms: array<f32>;
@group(0) @binding(3) var<storage, read> offsets: array<i32>;
@group(0) @binding(4) var<storage, read_write> dx: array<f32>;
@group(0) @binding(5) var<uniform> parameters: Parameters;

fn processRow(row: u32, lane: u32, lanes: u32) {
  let width = parameters.width;
  let begin = u32(offsets[row]);
  if (row + 1u == parameters.rows) {
    for (var at = begin * width + lane; at < parameters.tokens * width; at += lanes) { dx[at] = 0.0; }
    return;
  }
  var product = 0.0;
  let norm = norms[row];
  if (NORMALISE == 1) {
    for (var column = lane; column < width; column += lanes) {
      product += dy[row * width + column] * pooled[row * width + column];
    }
    // A row of zeros was divided by a constant.
    product = select(0.0, sumOfRow(product, lane), norm > 1e-12);
  }
  let end = u32(offsets[row + 1u]);
  let share = select(1.0 / f32(end - begin), 1.0, CLS == 1) / norm;
  for (var column = lane; column < width; column += lanes) {
    let at = row * width + column;
    let slope = (dy[at] - pooled[at] * product) * share;
    for (var token = begin; token < end; token++) {
      dx[token * width + column] = select(slope, 0.0, CLS == 1 && token > begin);
    }
  }
}
