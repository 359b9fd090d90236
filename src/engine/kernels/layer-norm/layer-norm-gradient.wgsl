// dx of LayerNorm: with g = dy gamma and n the normalised row, dx = scale (g - mean(g) - n mean(g n)).
struct Parameters { rows: u32, width: u32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> normalised: array<f32>;
@group(0) @binding(2) var<storage, read> scales: array<f32>;
@group(0) @binding(3) var<storage, read> gamma: array<f32>;
@group(0) @binding(4) var<storage, read_write> dx: array<f32>;
@group(0) @binding(5) var<uniform> parameters: Parameters;

fn processRow(row: u32, lane: u32, lanes: u32) {
  let width = parameters.width;
  var sum = 0.0;
  var products = 0.0;
  for (var column = lane; column < width; column += lanes) {
    let g = dy[row * width + column] * gamma[column];
    sum += g;
    products += g * normalised[row * width + column];
  }
  let mean = sumOfRow(sum, lane) / f32(width);
  let slope = sumOfRow(products, lane) / f32(width);
  let scale = scales[row];
  for (var column = lane; column < width; column += lanes) {
    let at = row * width + column;
    dx[at] = scale * (dy[at] * gamma[column] - mean - normalised[at] * slope);
  }
}
