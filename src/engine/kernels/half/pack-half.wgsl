// float32 values as pairs of float16 in 32 bits; works on every device, with `shader-f16` or without. One thread a pair.
struct Parameters { size: u32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> packed: array<u32>;
@group(0) @binding(2) var<uniform> parameters: Parameters;

// The largest finite float16: what lies beyond has no defined packing.
const LARGEST = 65504.0;

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let pair = (group.y * groups.x + group.x) * 64u + lane;
  let at = 2u * pair;
  if (at >= parameters.size) { return; }
  var values = vec2f(x[at], 0.0);
  if (at + 1u < parameters.size) { values.y = x[at + 1u]; }
  packed[pair] = pack2x16float(clamp(values, vec2f(-LARGEST), vec2f(LARGEST)));
}
