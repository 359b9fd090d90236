// Put before a kernel that reduces rows: each row is the work of a workgroup of LANES threads, for adapters without
// subgroups and for rows of much work. The kernel has a uniform `parameters.rows` and a function
// processRow(row, lane, lanes), whose lanes take turns.
var<workgroup> shares: array<f32, LANES>;

// Every thread adds all shares up itself: two barriers instead of one for each halving.
fn sumOfRow(value: f32, lane: u32) -> f32 {
  shares[lane] = value;
  workgroupBarrier();
  var sum = 0.0;
  for (var i = 0u; i < LANES; i++) { sum += shares[i]; }
  workgroupBarrier();
  return sum;
}

fn greatestOfRow(value: f32, lane: u32) -> f32 {
  shares[lane] = value;
  workgroupBarrier();
  var greatest = shares[0];
  for (var i = 1u; i < LANES; i++) { greatest = max(greatest, shares[i]); }
  workgroupBarrier();
  return greatest;
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = group.y * groups.x + group.x;
  if (row >= parameters.rows) { return; }
  processRow(row, lane, LANES);
}
