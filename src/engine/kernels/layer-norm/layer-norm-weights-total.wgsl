// The second pass of dgamma and dbeta: adds up what layer-norm-weights.wgsl left of each stretch of rows.
struct Parameters { width: u32, stretches: u32 }

@group(0) @binding(0) var<storage, read> partial: array<vec2f>;
@group(0) @binding(1) var<storage, read_write> dgamma: array<f32>;
@group(0) @binding(2) var<storage, read_write> dbeta: array<f32>;
@group(0) @binding(3) var<uniform> parameters: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) thread: vec3u) {
  let column = thread.x;
  if (column >= parameters.width) { return; }
  var sums = vec2f(0.0);
  for (var i = 0u; i < parameters.stretches; i++) { sums += partial[i * parameters.width + column]; }
  dgamma[column] = sums.x;
  dbeta[column] = sums.y;
}
