// Writes one part's sum of a row of op(A) behind the parts of the product. After: epilogue-plain.wgsl, blocks.wgsl.
fn finishSum(part: u32, row: u32, value: f32) {
  let parts = (parameters.depth + parameters.chunk - 1u) / parameters.chunk;
  result[parts * parameters.rows * parameters.columns + part * parameters.rows + row] = value;
}
