// The relative-position bias [heads, 2R - 1] of the scores of a query and the keys `key` .. `key` + 3. Of keys beyond
// the sequence it gives any number. Before: tasks.wgsl.
@group(0) @binding(4) var<storage, read> bias: array<f32>;

fn biasOfFour(head: u32, query: u32, key: u32) -> vec4f {
  let at = head * (2u * parameters.reach - 1u) + key + parameters.reach - 1u - query;
  return vec4f(bias[at], bias[at + 1u], bias[at + 2u], bias[at + 3u]);
}
