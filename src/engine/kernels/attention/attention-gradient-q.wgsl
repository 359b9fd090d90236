// dq of attention: the scores and probabilities of a query are computed again, key by key. With s = q . k scale + bias,
// p = exp(s - lse) and ds = p (dy . v - dy . out): dq = scale * sum of ds k over the keys. One thread a query.
// Before: tasks.wgsl, a bias-*.wgsl.
@group(0) @binding(0) var<storage, read> q: array<Part>;
@group(0) @binding(1) var<storage, read> k: array<Part>;
@group(0) @binding(2) var<storage, read> v: array<Part>;
@group(0) @binding(3) var<storage, read> dy: array<Part>;
@group(0) @binding(4) var<storage, read> stats: array<f32>;
@group(0) @binding(5) var<storage, read> offsets: array<i32>;
@group(0) @binding(6) var<storage, read_write> dq: array<Part>;
@group(0) @binding(7) var<uniform> parameters: Parameters;

fn gradientOfQuery(row: u32, task: Task) {
  var query: array<Part, PARTS>;
  var slope: array<Part, PARTS>;
  var sum: array<Part, PARTS>;
  let mine = partAt(row, task.head);
  for (var c = 0u; c < PARTS; c++) {
    query[c] = q[mine + c] * parameters.scale;
    slope[c] = dy[mine + c];
  }
  let pair = 2u * (row * parameters.heads + task.head);
  let lse = stats[pair];
  let dot = stats[pair + 1u];
  for (var key = task.first; key < task.end; key += 2u) {
    let at0 = partAt(key, task.head);
    let at1 = partAt(min(key + 1u, task.end - 1u), task.head);
    var s0 = Part();
    var s1 = Part();
    var d0 = Part();
    var d1 = Part();
    for (var c = 0u; c < PARTS; c++) {
      s0 += query[c] * k[at0 + c];
      s1 += query[c] * k[at1 + c];
      d0 += slope[c] * v[at0 + c];
      d1 += slope[c] * v[at1 + c];
    }
    let p0 = exp(sumOf(s0) + biasOf(task.head, row, key) - lse);
    let p1 = select(0.0, exp(sumOf(s1) + biasOf(task.head, row, key + 1u) - lse), key + 1u < task.end);
    let ds0 = p0 * (sumOf(d0) - dot);
    let ds1 = p1 * (sumOf(d1) - dot);
    for (var c = 0u; c < PARTS; c++) { sum[c] += ds0 * k[at0 + c] + ds1 * k[at1 + c]; }
  }
  for (var c = 0u; c < PARTS; c++) { dq[mine + c] = sum[c] * parameters.scale; }
}

@compute @workgroup_size(TASK_ROWS)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let task = taskOf(group, groups, lane);
  if (!task.padding) {
    if (task.row < task.end) { gradientOfQuery(task.row, task); }
    return;
  }
  for (var row = task.row; row < task.end; row = nextPadding(row)) {
    let mine = partAt(row, task.head);
    for (var c = 0u; c < PARTS; c++) { dq[mine + c] = Part(); }
  }
}
