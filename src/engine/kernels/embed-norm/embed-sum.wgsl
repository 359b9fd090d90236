// The rows of three tables, added up: for adapters that cannot bind what embed-summand.wgsl needs. With TYPED = 0 any
// table stands in for the types. One thread a value.
struct Parameters { size: u32, width: u32 }

@group(0) @binding(0) var<storage, read> ids: array<i32>;
@group(0) @binding(1) var<storage, read> positions: array<i32>;
@group(0) @binding(2) var<storage, read> word: array<f32>;
@group(0) @binding(3) var<storage, read> position: array<f32>;
@group(0) @binding(4) var<storage, read> types: array<f32>;
@group(0) @binding(5) var<storage, read_write> sums: array<f32>;
@group(0) @binding(6) var<uniform> parameters: Parameters;

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let at = (group.y * groups.x + group.x) * 64u + lane;
  if (at >= parameters.size) { return; }
  let width = parameters.width;
  let row = at / width;
  let column = at % width;
  var sum = word[u32(ids[row]) * width + column] + position[u32(positions[row]) * width + column];
  if (TYPED == 1) { sum += types[column]; }
  sums[at] = sum;
}
