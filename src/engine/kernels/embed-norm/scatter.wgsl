// The gradient of a gather: every row of x added to its row of a table of zeros. The rows of x come grouped by the
// table row they go to, so that one thread adds up a column of a group and nothing is added atomically.
// `groups` holds three lists: `order`, the rows of x by group; the table row of each group; and where in `order` each
// group begins (one entry more than there are groups). The first two are `capacity` long.
struct Parameters { groups: u32, width: u32, capacity: u32, blocks: u32 }

@group(0) @binding(0) var<storage, read> groups: array<i32>;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> table: array<f32>;
@group(0) @binding(3) var<uniform> parameters: Parameters;

fn value(at: u32, column: u32) -> f32 {
  return x[u32(groups[at]) * parameters.width + column];
}

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let index = workgroup.y * workgroups.x + workgroup.x;
  let group = index / parameters.blocks;
  let column = (index % parameters.blocks) * 64u + lane;
  if (group >= parameters.groups || column >= parameters.width) { return; }
  let bounds = 2u * parameters.capacity + group;
  let end = u32(groups[bounds + 1u]);
  var at = u32(groups[bounds]);
  // Four sums at once: a frequent word has hundreds of rows, and each would wait for the one before.
  var sums = vec4f(0.0);
  for (; at + 4u <= end; at += 4u) {
    sums += vec4f(value(at, column), value(at + 1u, column), value(at + 2u, column), value(at + 3u, column));
  }
  for (; at < end; at++) { sums.x += value(at, column); }
  let row = u32(groups[parameters.capacity + group]);
  table[row * parameters.width + column] = (sums.x + sums.y) + (sums.z + sums.w);
}
