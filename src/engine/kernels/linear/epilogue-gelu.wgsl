// Adds a column's bias to a number of a matrix product; writes that and its GELU. Before: phi.wgsl.
@group(0) @binding(FIRST) var<storage, read> bias: array<f32>;
@group(0) @binding(FIRST + 1) var<storage, read_write> result: array<f32>;
@group(0) @binding(FIRST + 2) var<storage, read_write> inner: array<f32>;

fn finish(at: u32, column: u32, value: f32) {
  let v = value + bias[column];
  inner[at] = v;
  result[at] = v * phi(v, exp(-0.5 * v * v));
}
