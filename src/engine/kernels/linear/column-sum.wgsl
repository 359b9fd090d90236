// Sums of the columns of x [rows, columns], a stretch of rows at a time: result [stretches, columns]. One thread
// a column and stretch; neighbours read neighbours.
struct Parameters { rows: u32, columns: u32, stretch: u32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> result: array<f32>;
@group(0) @binding(2) var<uniform> parameters: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) thread: vec3u) {
  let column = thread.x;
  let columns = parameters.columns;
  if (column >= columns) { return; }
  let begin = thread.y * parameters.stretch;
  let end = min(begin + parameters.stretch, parameters.rows);
  var sum = 0.0;
  for (var row = begin; row < end; row++) { sum += x[row * columns + column]; }
  result[thread.y * columns + column] = sum;
}
