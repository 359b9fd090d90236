// A matrix product for adapters where barriers cost more than they save: every thread computes 8 x 8 numbers of C
// from registers, without workgroup memory. Before: blocks.wgsl and an epilogue.
@compute @workgroup_size(4, 4)
fn main(@builtin(global_invocation_id) thread: vec3u) {
  let row = thread.y * 8u;
  let column = thread.x * 8u;
  if (row >= parameters.rows || column >= parameters.columns) { return; }
  var c00 = mat4x4f();
  var c01 = mat4x4f();
  var c10 = mat4x4f();
  var c11 = mat4x4f();
  var sums0 = vec4f();
  var sums1 = vec4f();
  let begin = thread.z * parameters.chunk;
  let end = min(begin + parameters.chunk, parameters.depth);
  for (var k = begin; k < end; k += 4u) {
    let a0 = blockOfA(row, k);
    let a1 = blockOfA(row + 4u, k);
    let b0 = blockOfB(k, column);
    let b1 = blockOfB(k, column + 4u);
    c00 += b0 * a0;
    c01 += b1 * a0;
    c10 += b0 * a1;
    c11 += b1 * a1;
    if (SUMS == 1 && column == 0u) {
      sums0 += vec4f(1.0) * a0;
      sums1 += vec4f(1.0) * a1;
    }
  }
  finishBlock(thread.z, row, 1u, column, c00);
  finishBlock(thread.z, row, 1u, column + 4u, c01);
  finishBlock(thread.z, row + 4u, 1u, column, c10);
  finishBlock(thread.z, row + 4u, 1u, column + 4u, c11);
  if (SUMS == 1 && column == 0u) {
    finishSums(thread.z, row, 1u, sums0);
    finishSums(thread.z, row + 4u, 1u, sums1);
  }
}
