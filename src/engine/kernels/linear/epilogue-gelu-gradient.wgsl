// Turns the gradient of a GELU's value into that of its argument `inner`; writes it, and the value again, which
// nobody kept. Before: phi.wgsl.
@group(0) @binding(FIRST) var<storage, read> inner: array<f32>;
@group(0) @binding(FIRST + 1) var<storage, read_write> result: array<f32>;
@group(0) @binding(FIRST + 2) var<storage, read_write> activation: array<f32>;

fn finish(at: u32, _column: u32, value: f32) {
  let v = inner[at];
  let bell = exp(-0.5 * v * v);
  let p = phi(v, bell);
  result[at] = value * (p + v * bell * 0.39894228);
  activation[at] = v * p;
}
