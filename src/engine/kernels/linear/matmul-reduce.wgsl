// Adds up the parts of a matrix product whose sum was split among workgroups. One thread a number. Before: an
// epilogue.
struct Parameters { size: u32, columns: u32, parts: u32, sums: u32, across: u32 }

@group(0) @binding(0) var<storage, read> partial: array<f32>;
@group(0) @binding(PARAMETERS) var<uniform> parameters: Parameters;

fn total(first: u32, apart: u32) -> f32 {
  var sum = 0.0;
  for (var part = 0u; part < parameters.parts; part++) { sum += partial[first + part * apart]; }
  return sum;
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let at = (group.y * parameters.across + group.x) * 64u + lane;
  let size = parameters.size;
  if (at < size) {
    finish(at, at % parameters.columns, total(at, size));
  } else if (at < size + parameters.sums) {
    let row = at - size;
    finishSum(0u, row, total(parameters.parts * size + row, parameters.sums));
  }
}
