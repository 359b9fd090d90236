// softmax(q k^T scale + bias) v within a sequence and head, online [Milakov & Gimelshein 2018; Dao et al. 2022]:
// the probabilities are never stored. One thread a query; four keys a turn. Before: tasks.wgsl, a bias-*.wgsl.
@group(0) @binding(0) var<storage, read> q: array<Part>;
@group(0) @binding(1) var<storage, read> k: array<Part>;
@group(0) @binding(2) var<storage, read> v: array<Part>;
@group(0) @binding(3) var<storage, read> offsets: array<i32>;
@group(0) @binding(OUTPUT) var<storage, read_write> result: array<Part>;
// Logarithm of the sum of the exponentials of a query's scores, [rows, heads].
@group(0) @binding(OUTPUT + 1) var<storage, read_write> lse: array<f32>;
@group(0) @binding(OUTPUT + 2) var<uniform> parameters: Parameters;

fn attend(row: u32, task: Task) {
  var query: array<Part, PARTS>;
  var sum: array<Part, PARTS>;
  let mine = partAt(row, task.head);
  for (var c = 0u; c < PARTS; c++) { query[c] = q[mine + c] * parameters.scale; }
  var best = LOWEST;
  var total = 0.0;
  let last = task.end - 1u;
  for (var key = task.first; key < task.end; key += 4u) {
    let at0 = partAt(key, task.head);
    let at1 = partAt(min(key + 1u, last), task.head);
    let at2 = partAt(min(key + 2u, last), task.head);
    let at3 = partAt(min(key + 3u, last), task.head);
    var s0 = Part();
    var s1 = Part();
    var s2 = Part();
    var s3 = Part();
    for (var c = 0u; c < PARTS; c++) {
      s0 += query[c] * k[at0 + c];
      s1 += query[c] * k[at1 + c];
      s2 += query[c] * k[at2 + c];
      s3 += query[c] * k[at3 + c];
    }
    let scores = vec4f(sumOf(s0), sumOf(s1), sumOf(s2), sumOf(s3)) + biasOfFour(task.head, row, key);
    let real = vec4u(key) + vec4u(0u, 1u, 2u, 3u) < vec4u(task.end);
    let s = select(vec4f(LOWEST), scores, real);
    let top = max(best, max(max(s.x, s.y), max(s.z, s.w)));
    let p = exp(s - top);
    let keep = exp(best - top);
    total = total * keep + p.x + p.y + p.z + p.w;
    for (var c = 0u; c < PARTS; c++) {
      sum[c] = sum[c] * keep + p.x * v[at0 + c] + p.y * v[at1 + c] + p.z * v[at2 + c] + p.w * v[at3 + c];
    }
    best = top;
  }
  for (var c = 0u; c < PARTS; c++) { result[mine + c] = sum[c] / total; }
  lse[row * parameters.heads + task.head] = best + log(total);
}

@compute @workgroup_size(TASK_ROWS)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let task = taskOf(group, groups, lane);
  if (!task.padding) {
    if (task.row < task.end) { attend(task.row, task); }
    return;
  }
  for (var row = task.row; row < task.end; row = nextPadding(row)) {
    let mine = partAt(row, task.head);
    for (var c = 0u; c < PARTS; c++) { result[mine + c] = Part(); }
    lse[row * parameters.heads + task.head] = 0.0;
  }
}
