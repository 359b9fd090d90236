// The operands of a matrix product whose rows are of any length. `rest`: numbers left in the row; zeros follow.
@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;

fn fourOfA(at: u32, rest: u32) -> vec4f {
  var four = vec4f(a[at], 0.0, 0.0, 0.0);
  if (rest > 1u) { four.y = a[at + 1u]; }
  if (rest > 2u) { four.z = a[at + 2u]; }
  if (rest > 3u) { four.w = a[at + 3u]; }
  return four;
}

fn fourOfB(at: u32, rest: u32) -> vec4f {
  var four = vec4f(b[at], 0.0, 0.0, 0.0);
  if (rest > 1u) { four.y = b[at + 1u]; }
  if (rest > 2u) { four.z = b[at + 2u]; }
  if (rest > 3u) { four.w = b[at + 3u]; }
  return four;
}
