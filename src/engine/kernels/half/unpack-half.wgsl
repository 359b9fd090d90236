// The inverse of pack-half.wgsl. One thread a pair.
struct Parameters { size: u32 }

@group(0) @binding(0) var<storage, read> packed: array<u32>;
@group(0) @binding(1) var<storage, read_write> x: array<f32>;
@group(0) @binding(2) var<uniform> parameters: Parameters;

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let pair = (group.y * groups.x + group.x) * 64u + lane;
  let at = 2u * pair;
  if (at >= parameters.size) { return; }
  let values = unpack2x16float(packed[pair]);
  x[at] = values.x;
  if (at + 1u < parameters.size) { x[at + 1u] = values.y; }
}
