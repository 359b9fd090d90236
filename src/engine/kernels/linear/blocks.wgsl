// 4 x 4 blocks of the operands of C = op(A) op(B), op(A) [rows, depth], op(B) [depth, columns]. Zero outside.
// Before: operands-vector.wgsl or operands-scalar.wgsl.
struct Parameters {
  rows: u32,
  columns: u32,
  depth: u32,
  // Terms of the sum that one workgroup adds up, a multiple of 16; workgroup_id.z says which.
  chunk: u32,
}

@group(0) @binding(PARAMETERS) var<uniform> parameters: Parameters;

// Numbers [at, at + 4) of a row of A or B, rows and row length as stored.
fn partOfA(row: u32, at: u32, rows: u32, length: u32) -> vec4f {
  if (row >= rows || at >= length) { return vec4f(); }
  return fourOfA(row * length + at, length - at);
}

fn partOfB(row: u32, at: u32, rows: u32, length: u32) -> vec4f {
  if (row >= rows || at >= length) { return vec4f(); }
  return fourOfB(row * length + at, length - at);
}

// Column i: row `row + i` of op(A), terms k .. k + 3.
fn blockOfA(row: u32, k: u32) -> mat4x4f {
  let rows = parameters.rows;
  let depth = parameters.depth;
  if (TRANSPOSE_A == 1) {
    return transpose(mat4x4f(
      partOfA(k, row, depth, rows), partOfA(k + 1u, row, depth, rows),
      partOfA(k + 2u, row, depth, rows), partOfA(k + 3u, row, depth, rows)));
  }
  return mat4x4f(
    partOfA(row, k, rows, depth), partOfA(row + 1u, k, rows, depth),
    partOfA(row + 2u, k, rows, depth), partOfA(row + 3u, k, rows, depth));
}

// Column i: row k + i of op(B), columns `column` .. `column` + 3.
fn blockOfB(k: u32, column: u32) -> mat4x4f {
  let columns = parameters.columns;
  let depth = parameters.depth;
  if (TRANSPOSE_B == 1) {
    return transpose(mat4x4f(
      partOfB(column, k, columns, depth), partOfB(column + 1u, k, columns, depth),
      partOfB(column + 2u, k, columns, depth), partOfB(column + 3u, k, columns, depth)));
  }
  return mat4x4f(
    partOfB(k, column, depth, columns), partOfB(k + 1u, column, depth, columns),
    partOfB(k + 2u, column, depth, columns), partOfB(k + 3u, column, depth, columns));
}

// Writes a block of C whose columns are the rows row, row + apart, ... of C; `part` is the share of the sum that it is.
// Indices are constants here and below: a matrix indexed by a variable may lose its place in registers.
fn finishBlock(part: u32, row: u32, apart: u32, column: u32, block: mat4x4f) {
  finishFour(part, row, column, block[0]);
  finishFour(part, row + apart, column, block[1]);
  finishFour(part, row + 2u * apart, column, block[2]);
  finishFour(part, row + 3u * apart, column, block[3]);
}

fn finishFour(part: u32, row: u32, column: u32, four: vec4f) {
  let columns = parameters.columns;
  if (row >= parameters.rows || column >= columns) { return; }
  let at = (part * parameters.rows + row) * columns + column;
  finish(at, column, four.x);
  if (column + 1u < columns) { finish(at + 1u, column + 1u, four.y); }
  if (column + 2u < columns) { finish(at + 2u, column + 2u, four.z); }
  if (column + 3u < columns) { finish(at + 3u, column + 3u, four.w); }
}

// Writes the sums of the rows row, row + apart, ... of op(A).
fn finishSums(part: u32, row: u32, apart: u32, four: vec4f) {
  let rows = parameters.rows;
  if (row < rows) { finishSum(part, row, four.x); }
  if (row + apart < rows) { finishSum(part, row + apart, four.y); }
  if (row + 2u * apart < rows) { finishSum(part, row + 2u * apart, four.z); }
  if (row + 3u * apart < rows) { finishSum(part, row + 3u * apart, four.w); }
}
