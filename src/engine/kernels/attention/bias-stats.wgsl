// The relative-position bias of a score, from behind the statistics of the rows. Before: tasks.wgsl.
fn biasOf(head: u32, query: u32, key: u32) -> f32 {
  let begin = 2u * parameters.rows * parameters.heads + head * (2u * parameters.reach - 1u);
  return stats[begin + key + parameters.reach - 1u - query];
}
