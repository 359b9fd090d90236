// The gradient of attention's relative-position bias: for every head and distance key - query the sum of ds (see
// attention-gradient-q.wgsl) over the cells at that distance. One thread a head, distance and share of the sequences:
// result [shares, heads, 2R - 1]. Before: tasks.wgsl, bias-stats.wgsl.
@group(0) @binding(0) var<storage, read> q: array<Part>;
@group(0) @binding(1) var<storage, read> k: array<Part>;
@group(0) @binding(2) var<storage, read> v: array<Part>;
@group(0) @binding(3) var<storage, read> dy: array<Part>;
@group(0) @binding(4) var<storage, read> stats: array<f32>;
@group(0) @binding(5) var<storage, read> offsets: array<i32>;
@group(0) @binding(6) var<storage, read_write> result: array<f32>;
@group(0) @binding(7) var<uniform> parameters: Parameters;

fn slopeOfScore(query: u32, key: u32, head: u32) -> f32 {
  let atQuery = partAt(query, head);
  let atKey = partAt(key, head);
  var s = Part();
  var d = Part();
  for (var c = 0u; c < PARTS; c++) {
    s += q[atQuery + c] * k[atKey + c];
    d += dy[atQuery + c] * v[atKey + c];
  }
  let pair = 2u * (query * parameters.heads + head);
  let p = exp(sumOf(s) * parameters.scale + biasOf(head, query, key) - stats[pair]);
  return p * (sumOf(d) - stats[pair + 1u]);
}

// A thread's place: x the distance, y the head, z the share.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let distances = 2u * parameters.reach - 1u;
  if (thread.x >= distances) { return; }
  let ahead = max(thread.x, parameters.reach - 1u) - (parameters.reach - 1u);
  let behind = max(parameters.reach - 1u, thread.x) - thread.x;
  var sum = 0.0;
  for (var sequence = thread.z; sequence < parameters.sequences; sequence += groups.z) {
    let end = u32(offsets[sequence + 1u]);
    for (var query = u32(offsets[sequence]) + behind; query + ahead < end; query++) {
      sum += slopeOfScore(query, query + ahead - behind, thread.y);
    }
  }
  result[(thread.z * parameters.heads + thread.y) * distances + thread.x] = sum;
}
