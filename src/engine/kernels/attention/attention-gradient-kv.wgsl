// dk and dv of attention, as in attention-gradient-q.wgsl, query by query: dv = sum of p dy and dk = scale * sum of
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

fn gradientOfKey(row: u32, task: Task) {
  var key: array<Part, PARTS>;
  var value: array<Part, PARTS>;
  var sum: array<Part, PARTS>;
  let mine = partAt(row, task.head);
  for (var c = 0u; c < PARTS; c++) {
    key[c] = k[mine + c] * parameters.scale;
    value[c] = v[mine + c];
  }
  for (var query = task.first; query < task.end; query++) {
    let at = partAt(query, task.head);
    var s = Part();
    var d = Part();
    for (var c = 0u; c < PARTS; c++) {
      s += key[c] * q[at + c];
      d += value[c] * dy[at + c];
    }
    let pair = 2u * (query * parameters.heads + task.head);
    let p = exp(sumOf(s) + biasOf(task.head, query, row) - stats[pair]);
    let ds = p * (sumOf(d) - stats[pair + 1u]) * parameters.scale;
    for (var c = 0u; c < PARTS; c++) { sum[c] += ds * q[at + c]; }
  }
  for (var c = 0u; c < PARTS; c++) { dk[mine + c] = sum[c]; }
}

fn gradientOfValue(row: u32, task: Task) {
  var key: array<Part, PARTS>;
  var sum: array<Part, PARTS>;
  let mine = partAt(row, task.head);
  for (var c = 0u; c < PARTS; c++) { key[c] = k[mine + c] * parameters.scale; }
  for (var query = task.first; query < task.end; query++) {
    let at = partAt(query, task.head);
    var s = Part();
    for (var c = 0u; c < PARTS; c++) { s += key[c] * q[at + c]; }
    let p = exp(sumOf(s) + biasOf(task.head, query, row) - stats[2u * (query * parameters.heads + task.head)]);
    for (var c = 0u; c < PARTS; c++) { sum[c] += p * dy[at + c]; }
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
    for (var c = 0u; c < PARTS; c++) {
      if (task.role == 0u) {
        dk[mine + c] = Part();
      } else {
        dv[mine + c] = Part();
      }
    }
  }
}
