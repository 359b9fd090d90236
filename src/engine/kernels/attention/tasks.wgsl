// The work of one workgroup: 32 rows of one sequence and head, one a thread. All threads of it go through the same
// keys (or queries) at once, so that a load serves them all and no workgroup memory or barrier is needed.
// After: parts-vector.wgsl or parts-scalar.wgsl.
const TASK_ROWS = 32u;
// Below every score; times log2(e), which exp may compute, it is still a number: of infinities WGSL promises nothing.
const LOWEST = -1e30;

struct Parameters {
  // Rows of q, k and v; rows after the last sequence belong to none.
  rows: u32,
  heads: u32,
  sequences: u32,
  // Tasks that the longest sequence takes.
  tiles: u32,
  // Kinds of work on the same rows.
  roles: u32,
  // R of a bias [heads, 2R - 1].
  reach: u32,
  scale: f32,
}

struct Task {
  role: u32,
  head: u32,
  // Rows [first, end) are the sequence's.
  first: u32,
  end: u32,
  // The thread's row; at or above `end` where it has none.
  row: u32,
  // Beyond the last sequence: [first, end) are the rows that belong to none.
  padding: bool,
}

fn taskOf(group: vec3u, groups: vec3u, lane: u32) -> Task {
  let index = group.y * groups.x + group.x;
  let part = index / parameters.roles;
  let tile = part / parameters.heads;
  let sequence = tile / parameters.tiles;
  var task: Task;
  task.role = index % parameters.roles;
  task.head = part % parameters.heads;
  if (sequence <= parameters.sequences) {
    task.padding = sequence == parameters.sequences;
    task.first = u32(offsets[sequence]);
    task.end = parameters.rows;
    if (!task.padding) { task.end = u32(offsets[sequence + 1u]); }
  }
  task.row = task.first + (tile % parameters.tiles) * TASK_ROWS + lane;
  return task;
}

// Where the vector of a row and head begins, in parts.
fn partAt(row: u32, head: u32) -> u32 {
  return (row * parameters.heads + head) * PARTS;
}

// The next row of padding for a thread: the tasks of the padding share its rows.
fn nextPadding(row: u32) -> u32 {
  return row + parameters.tiles * TASK_ROWS;
}
