// x of a LayerNorm: a matrix, with RESIDUAL = 1 the sum of two. (Without, any matrix stands in for the second.)
struct Parameters { rows: u32, width: u32, epsilon: f32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> residual: array<f32>;
@group(0) @binding(2) var<storage, read> gamma: array<f32>;
@group(0) @binding(3) var<storage, read> beta: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;
@group(0) @binding(5) var<storage, read_write> normalised: array<f32>;
@group(0) @binding(6) var<storage, read_write> scales: array<f32>;
@group(0) @binding(7) var<uniform> parameters: Parameters;

fn summand(row: u32, column: u32) -> f32 {
  let at = row * parameters.width + column;
  if (RESIDUAL == 1) { return x[at] + residual[at]; }
  return x[at];
}
