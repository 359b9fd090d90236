// The norm of the whole gradient: the root of the sum of what squares.wgsl left. One row.
struct Parameters { rows: u32, size: u32 }

@group(0) @binding(0) var<storage, read> partial: array<f32>;
@group(0) @binding(1) var<storage, read_write> norm: array<f32>;
@group(0) @binding(2) var<uniform> parameters: Parameters;

fn processRow(row: u32, lane: u32, lanes: u32) {
  var sum = 0.0;
  for (var at = lane; at < parameters.size; at += lanes) { sum += partial[at]; }
  let total = sumOfRow(sum, lane);
  if (lane == 0u) { norm[0] = sqrt(total); }
}
