// LayerNorm of rows: y = gamma (x - mean) / sqrt(variance + epsilon) + beta. What x is, `summand` says: it stands with
// the bindings in the file put before this one.
fn processRow(row: u32, lane: u32, lanes: u32) {
  let width = parameters.width;
  var sum = 0.0;
  for (var column = lane; column < width; column += lanes) { sum += summand(row, column); }
  let mean = sumOfRow(sum, lane) / f32(width);
  var squares = 0.0;
  for (var column = lane; column < width; column += lanes) {
    let centred = summand(row, column) - mean;
    squares += centred * centred;
  }
  let scale = inverseSqrt(sumOfRow(squares, lane) / f32(width) + parameters.epsilon);
  for (var column = lane; column < width; column += lanes) {
    let value = (summand(row, column) - mean) * scale;
    normalised[row * width + column] = value;
    y[row * width + column] = value * gamma[column] + beta[column];
  }
  if (lane == 0u) { scales[row] = scale; }
}
