// What a LayerNorm of embeddings is taken of: the rows of three tables, added up. With TYPED = 0 any table stands in
// for the types.
struct Parameters { rows: u32, width: u32, epsilon: f32 }

@group(0) @binding(0) var<storage, read> ids: array<i32>;
@group(0) @binding(1) var<storage, read> positions: array<i32>;
@group(0) @binding(2) var<storage, read> word: array<f32>;
@group(0) @binding(3) var<storage, read> position: array<f32>;
@group(0) @binding(4) var<storage, read> types: array<f32>;
@group(0) @binding(5) var<storage, read> gamma: array<f32>;
@group(0) @binding(6) var<storage, read> beta: array<f32>;
@group(0) @binding(7) var<storage, read_write> y: array<f32>;
@group(0) @binding(8) var<storage, read_write> normalised: array<f32>;
@group(0) @binding(9) var<storage, read_write> scales: array<f32>;
@group(0) @binding(10) var<uniform> parameters: Parameters;

fn summand(row: u32, column: u32) -> f32 {
  let width = parameters.width;
  let sum = word[u32(ids[row]) * width + column] + position[u32(positions[row]) * width + column];
  if (TYPED == 1) { return sum + types[column]; }
  return sum;
}
