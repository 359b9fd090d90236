// Sums of squares of seven gradients, whose values count through: a "row" is a stretch of STRETCH of them, and leaves
// one partial sum. Seven and the result are as many buffers as every adapter binds.
struct Parameters {
  rows: u32, // stretches
  size: u32, // of the seven together
  first: u32, // where the partial sums begin
  end_a: u32, // where each gradient ends and the next begins
  end_b: u32,
  end_c: u32,
  end_d: u32,
  end_e: u32,
  end_f: u32,
}

@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;
@group(0) @binding(2) var<storage, read> c: array<f32>;
@group(0) @binding(3) var<storage, read> d: array<f32>;
@group(0) @binding(4) var<storage, read> e: array<f32>;
@group(0) @binding(5) var<storage, read> f: array<f32>;
@group(0) @binding(6) var<storage, read> g: array<f32>;
@group(0) @binding(7) var<storage, read_write> partial: array<f32>;
@group(0) @binding(8) var<uniform> parameters: Parameters;

fn value(index: u32) -> f32 {
  if (index < parameters.end_a) { return a[index]; }
  if (index < parameters.end_b) { return b[index - parameters.end_a]; }
  if (index < parameters.end_c) { return c[index - parameters.end_b]; }
  if (index < parameters.end_d) { return d[index - parameters.end_c]; }
  if (index < parameters.end_e) { return e[index - parameters.end_d]; }
  if (index < parameters.end_f) { return f[index - parameters.end_e]; }
  return g[index - parameters.end_f];
}

fn processRow(row: u32, lane: u32, lanes: u32) {
  let end = min((row + 1u) * STRETCH, parameters.size);
  var sum = 0.0;
  for (var index = row * STRETCH + lane; index < end; index += lanes) {
    let v = value(index);
    sum += v * v;
  }
  let total = sumOfRow(sum, lane);
  if (lane == 0u) { partial[parameters.first + row] = total; }
}
