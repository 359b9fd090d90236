// AdamW for three small weights (biases, LayerNorm), in place: most weights are small, and a dispatch for each would
// cost more than the work. Their moments lie in one buffer, `m` of all of them and then `v` of all of them.
// One thread a value; the values of the three count through.
struct Parameters {
  rule: Rule,
  size: u32, // of the three together
  apart: u32, // from a value's m to its v
  end_a: u32, // where the first weight ends and the second begins
  end_b: u32,
  m_a: u32, // where the first weight's m begin
  m_b: u32,
  m_c: u32,
  shrink_a: f32,
  shrink_b: f32,
  shrink_c: f32,
}

@group(0) @binding(0) var<storage, read> gradient_a: array<f32>;
@group(0) @binding(1) var<storage, read> gradient_b: array<f32>;
@group(0) @binding(2) var<storage, read> gradient_c: array<f32>;
@group(0) @binding(3) var<storage, read> norm: array<f32>;
@group(0) @binding(4) var<storage, read_write> weight_a: array<f32>;
@group(0) @binding(5) var<storage, read_write> weight_b: array<f32>;
@group(0) @binding(6) var<storage, read_write> weight_c: array<f32>;
@group(0) @binding(7) var<storage, read_write> moments: array<f32>;
@group(0) @binding(8) var<uniform> parameters: Parameters;

// The new weight, with the moments written.
fn advance(weight: f32, gradient: f32, at: u32, shrink: f32) -> f32 {
  let old = Value(weight, moments[at], moments[at + parameters.apart]);
  let value = moved(old, gradient, shrink, parameters.rule, norm[0]);
  moments[at] = value.m;
  moments[at + parameters.apart] = value.v;
  return value.weight;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) thread: vec3u) {
  let index = thread.x;
  if (index >= parameters.size) { return; }
  if (index < parameters.end_a) {
    weight_a[index] = advance(weight_a[index], gradient_a[index], parameters.m_a + index, parameters.shrink_a);
  } else if (index < parameters.end_b) {
    let i = index - parameters.end_a;
    weight_b[i] = advance(weight_b[i], gradient_b[i], parameters.m_b + i, parameters.shrink_b);
  } else {
    let i = index - parameters.end_b;
    weight_c[i] = advance(weight_c[i], gradient_c[i], parameters.m_c + i, parameters.shrink_c);
  }
}
