// Merges a tile of scores into the best k documents of each query, kept in order: higher scores first, among equals the
// lower place. One workgroup a query. The tile is filtered by the worst of the list, so that few scores survive; these
// are ordered by counting what beats each, and the two lists merged by searching in the other: few barriers.
struct Parameters {
  queries: u32,
  columns: u32, // documents of the tile
  k: u32,
  held: u32, // documents in each list: min(k, documents before this tile)
  offset: u32, // the place of the tile's first document, above every place in the lists
}

@group(0) @binding(0) var<storage, read> scores: array<f32>; // [queries, columns]
@group(0) @binding(1) var<storage, read_write> best: array<f32>; // [queries, k]
@group(0) @binding(2) var<storage, read_write> places: array<i32>; // [queries, k]
@group(0) @binding(3) var<uniform> parameters: Parameters;

const LANES = 256u;
// Survivors of one round: a multiple of LANES.
const CAPACITY = 512u;
const SHARE = CAPACITY / LANES;

var<workgroup> found: array<f32, CAPACITY>;
var<workgroup> found_at: array<u32, CAPACITY>; // the column in the tile
var<workgroup> ordered: array<f32, CAPACITY>; // the survivors, best first
var<workgroup> ordered_at: array<u32, CAPACITY>;
var<workgroup> claimed: atomic<u32>;
var<workgroup> survivors: u32;

// Documents of a list, in order from `begin`, whose score is at least this one: they come first also among equals.
fn betterHeld(score: f32, begin: u32, held: u32) -> u32 {
  var low = 0u;
  var high = held;
  while (low < high) {
    let middle = (low + high) / 2u;
    if (best[begin + middle] >= score) { low = middle + 1u; } else { high = middle; }
  }
  return low;
}

// Survivors, in order, whose score is above this one: only those come before a document of the list.
fn betterFound(score: f32, count: u32) -> u32 {
  var low = 0u;
  var high = count;
  while (low < high) {
    let middle = (low + high) / 2u;
    if (ordered[middle] > score) { low = middle + 1u; } else { high = middle; }
  }
  return low;
}

fn merge(begin: u32, held: u32, count: u32, lane: u32) {
  for (var own = lane; own < count; own += LANES) {
    let score = found[own];
    let at = found_at[own];
    var rank = 0u;
    for (var j = 0u; j < count; j++) {
      rank += u32(found[j] > score || (found[j] == score && found_at[j] < at));
    }
    ordered[rank] = score;
    ordered_at[rank] = at;
  }
  workgroupBarrier();
  var ranks: array<u32, SHARE>;
  for (var i = 0u; i < SHARE; i++) {
    let own = lane + i * LANES;
    if (own >= count) { break; }
    ranks[i] = own + betterHeld(ordered[own], begin, held);
  }
  var old: array<f32, HELD_SHARE>;
  var old_places: array<i32, HELD_SHARE>;
  var old_ranks: array<u32, HELD_SHARE>;
  for (var i = 0u; i < HELD_SHARE; i++) {
    let own = lane + i * LANES;
    if (own >= held) { break; }
    old[i] = best[begin + own];
    old_places[i] = places[begin + own];
    old_ranks[i] = own + betterFound(old[i], count);
  }
  // The whole list has been read before any of it is overwritten.
  storageBarrier();
  for (var i = 0u; i < HELD_SHARE; i++) {
    if (lane + i * LANES >= held || old_ranks[i] >= parameters.k) { break; }
    best[begin + old_ranks[i]] = old[i];
    places[begin + old_ranks[i]] = old_places[i];
  }
  for (var i = 0u; i < SHARE; i++) {
    let own = lane + i * LANES;
    if (own >= count) { break; }
    if (ranks[i] >= parameters.k) { continue; }
    best[begin + ranks[i]] = ordered[own];
    places[begin + ranks[i]] = i32(parameters.offset + ordered_at[own]);
  }
  storageBarrier();
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let query = group.y * groups.x + group.x;
  if (query >= parameters.queries) { return; }
  let k = parameters.k;
  let begin = query * k;
  let row = query * parameters.columns;
  var held = parameters.held;
  var start = 0u;
  // A list that is not full filters nothing, so that only so much is sure to fit.
  var stretch = select(CAPACITY, parameters.columns, held == k);
  while (start < parameters.columns) {
    let end = min(start + stretch, parameters.columns);
    if (lane == 0u) { atomicStore(&claimed, 0u); }
    workgroupBarrier();
    let full = held == k;
    let worst = best[begin + k - 1u];
    for (var at = start + lane; at < end; at += LANES) {
      let score = scores[row + at];
      // Among equal scores the document of the list is the better: its place is lower.
      if (full && score <= worst) { continue; }
      let slot = atomicAdd(&claimed, 1u);
      if (slot < CAPACITY) {
        found[slot] = score;
        found_at[slot] = at;
      }
    }
    workgroupBarrier();
    if (lane == 0u) { survivors = atomicLoad(&claimed); }
    let count = workgroupUniformLoad(&survivors);
    if (count > CAPACITY) {
      // More than fit: again, in stretches that always fit.
      stretch = CAPACITY;
      continue;
    }
    if (count > 0u) { merge(begin, held, count, lane); }
    held = min(k, held + count);
    start = end;
    if (count < CAPACITY / 4u) { stretch *= 2u; }
  }
}
