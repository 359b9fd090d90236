// GELU(x) = x Phi(x), exact form, or (with GRADIENT = 1) dy times its derivative. One thread a value. Before: phi.wgsl.
struct Parameters { size: u32, columns: u32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> dy: array<f32>;
@group(0) @binding(2) var<storage, read_write> result: array<f32>;
@group(0) @binding(3) var<uniform> parameters: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let at = (group.y * parameters.columns + group.x) * 64u + lane;
  if (at >= parameters.size) { return; }
  let v = x[at];
  let bell = exp(-0.5 * v * v);
  let p = phi(v, bell);
  if (GRADIENT == 1) {
    result[at] = dy[at] * (p + v * bell * 0.39894228);
  } else {
    result[at] = v * p;
  }
}
