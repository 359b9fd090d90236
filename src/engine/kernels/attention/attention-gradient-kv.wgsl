// dk and dv of attention, as in attention-gradient-q.wgsl, two queries a turn: dv = sum of p dy and dk = scale * sum of
// ds q over the queries. One thread a key, and one task for each of the two, so that a thread's vectors fit in
// registers. Before: tasks.wgsl, a bias-*.wgsl.
@group(0) @binding(0) var<storage, read> q: array<Part>;
@group(0) @binding(1) var<storage, read> k: array<Part>;
@group(0) @binding(2) var<storage, read> v: array<Part>;
@group(0) @binding(3) var<storage, read> dy: array<Part>;
@group(0) @binding(4) var<storage, read> stats: array<f32>;
@group(0) @binding(5) var<storage, read> offsets: array<i32>;
@group(0) @binding(6) var<storage, read_write> dk: array<Part>;
@group(0) @binding(7) var<storage, read_write> dv: array<Part>;
@group(0) @binding(8) var<uniform> parameters: Parameters;

fn probability(score: f32, query: u32, key: u32, task: Task) -> f32 {
  if (query >= task.end) { return 0.0; }
  return exp(score + biasOf(task.head, query, key) - stats[2u * (query * parameters.heads + task.head)]);
}

fn dotOf(query: u32, task: Task) -> f32 {
  return stats[2u * (query * parameters.heads + task.head) + 1u];
}

fn gradientOfKey(row: u32, task: Task) {
  var key: array<Part, PARTS>;
  var value: array<Part, PARTS>;
  var sum: array<Part, PARTS>;
  let mine = partAt(row, task.head);
  for (var c = 0u; c < PARTS; c++) {
    key[c] = k[mine + c] * parameters.scale;
    value[c] = v[mine + c];
  }
  for (var query = task.first; query < task.end; query += 2u) {
    let next = min(query + 1u, task.end - 1u);
    let at0 = partAt(query, task.head);
    let at1 = partAt(next, task.head);
    var s0 = Part();
    var s1 = Part();
    var d0 = Part();
    var d1 = Part();
    for (var c = 0u; c < PARTS; c++) {
      s0 += key[c] * q[at0 + c];
      s1 += key[c] * q[at1 + c];
      d0 += value[c] * dy[at0 + c];
      d1 += value[c] * dy[at1 + c];
    }
    let ds0 = probability(sumOf(s0), query, row, task) * (sumOf(d0) - dotOf(query, task));
    let ds1 = probability(sumOf(s1), query + 1u, row, task) * (sumOf(d1) - dotOf(next, task));
    for (var c = 0u; c < PARTS; c++) { sum[c] += ds0 * q[at0 + c] + ds1 * q[at1 + c]; }
  }
  for (var c = 0u; c < PARTS; c++) { dk[mine + c] = sum[c] * parameters.scale; }
}

fn gradientOfValue(row: u32, task: Task) {
  var key: array<Part, PARTS>;
  var sum: array<Part, PARTS>;
  let mine = partAt(row, task.head);
  for (var c = 0u; c < PARTS; c++) { key[c] = k[mine + c] * parameters.scale; }
  for (var query = task.first; query < task.end; query += 2u) {
    let at0 = partAt(query, task.head);
    let at1 = partAt(min(query + 1u, task.end - 1u), task.head);
    var s0 = Part();
    var s1 = Part();
    for (var c = 0u; c < PARTS; c++) {
      s0 += key[c] * q[at0 + c];
      s1 += key[c] * q[at1 + c];
    }
    let p0 = probability(sumOf(s0), query, row, task);
    let p1 = probability(sumOf(s1), query + 1u, row, task);
    for (var c = 0u; c < PARTS; c++) { sum[c] += p0 * dy[at0 + c] + p1 * dy[at1 + c]; }
  }
  for (var c = 0u; c < PARTS; c++) { dv[mine + c] = sum[c]; }
}

@compute @workgroup_size(TASK_ROWS)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let task = taskOf(group, groups, lane);
  if (!task.padding) {
    if (task.row >= task.end) { return; }
    if (task.role == 0u) {
      gradientOfKey(task.row, task);
    } else {
      gradientOfValue(task.row, task);
    }
    return;
  }
  for (var row = task.row; row < task.end; row = nextPadding(row)) {
    let mine = partAt(row, task.head);
    if (task.role == 0u) {
      for (var c = 0u; c < PARTS; c++) { dk[mine + c] = Part(); }
    } else {
      for (var c = 0u; c < PARTS; c++) { dv[mine + c] = Part(); }
    }
  }
}
