// Put before a kernel that reduces rows: each row is the work of one subgroup, which needs no barrier.
// The kernel has a uniform `parameters.rows` and a function processRow(row, lane, lanes), whose lanes take turns.
const ROWS_PER_WORKGROUP = 4u;

@diagnostic(off, subgroup_uniformity) // the lanes of a row are one subgroup, so they arrive together
fn sumOfRow(value: f32, lane: u32) -> f32 {
  return subgroupAdd(value);
}

@diagnostic(off, subgroup_uniformity)
fn greatestOfRow(value: f32, lane: u32) -> f32 {
  return subgroupMax(value);
}

@compute @workgroup_size(64) @diagnostic(off, subgroup_uniformity)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
  @builtin(subgroup_invocation_id) lane: u32,
) {
  // Counted: a subgroup may be wider than the workgroup, or not as full as the adapter's size says.
  let lanes = subgroupAdd(1u);
  let first = (group.y * groups.x + group.x) * ROWS_PER_WORKGROUP;
  for (var i = thread / lanes; i < ROWS_PER_WORKGROUP; i += 64u / lanes) {
    if (first + i < parameters.rows) { processRow(first + i, lane, lanes); }
  }
}
