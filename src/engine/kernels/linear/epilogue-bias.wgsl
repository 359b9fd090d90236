// Adds a column's bias to a number of a matrix product.
@group(0) @binding(FIRST) var<storage, read> bias: array<f32>;
@group(0) @binding(FIRST + 1) var<storage, read_write> result: array<f32>;

fn finish(at: u32, column: u32, value: f32) { result[at] = value + bias[column]; }
