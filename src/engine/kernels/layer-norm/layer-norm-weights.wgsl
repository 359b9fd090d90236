// dgamma and dbeta of LayerNorm, the column sums of dy n and dy: each workgroup adds up a stretch of rows of 64
// columns. One more pass, layer-norm-weights-total.wgsl, adds up the stretches: no atomics, and the same sums each time.
struct Parameters { rows: u32, width: u32, stretch: u32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> normalised: array<f32>;
@group(0) @binding(2) var<storage, read_write> partial: array<vec2f>; // [stretches, width]: dgamma, dbeta
@group(0) @binding(3) var<uniform> parameters: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let width = parameters.width;
  let column = group.x * 64u + lane;
  if (column >= width) { return; }
  let first = group.y * parameters.stretch;
  let end = min(first + parameters.stretch, parameters.rows);
  var sums = vec2f(0.0);
  for (var row = first; row < end; row++) {
    let at = row * width + column;
    sums += dy[at] * vec2f(normalised[at], 1.0);
  }
  partial[group.y * width + column] = sums;
}
