// A matrix product by tiles of 64 x 64 numbers of C: 64 threads, 8 x 8 numbers each, from tiles of A and B in
// workgroup memory that go 16 terms deep. While a tile is multiplied the next is on its way from memory.
// Before: blocks.wgsl and an epilogue.
const TILE = 64u;
const DEEP = 16u;
// Vectors of 4 from one row of a tile to the next; one more than they hold, so that threads hit different banks.
const STRIDE_A = DEEP / 4u + 1u;
const STRIDE_B = TILE / 4u + 1u;

var<workgroup> tileA: array<vec4f, TILE * STRIDE_A>;
var<workgroup> tileB: array<vec4f, DEEP * STRIDE_B>;

// Which 4 x 4 block of a tile a thread loads: neighbours take neighbours in memory.
fn blockOfThread(lane: u32, alongDepth: bool) -> vec2u {
  if (alongDepth) { return vec2u(lane / 4u, lane % 4u); }
  return vec2u(lane % 16u, lane / 16u);
}

fn keepA(at: u32, block: mat4x4f) {
  tileA[at] = block[0];
  tileA[at + STRIDE_A] = block[1];
  tileA[at + 2u * STRIDE_A] = block[2];
  tileA[at + 3u * STRIDE_A] = block[3];
}

fn keepB(at: u32, block: mat4x4f) {
  tileB[at] = block[0];
  tileB[at + STRIDE_B] = block[1];
  tileB[at + 2u * STRIDE_B] = block[2];
  tileB[at + 3u * STRIDE_B] = block[3];
}

fn fourRowsOfA(row: u32, k: u32) -> mat4x4f {
  let at = row * STRIDE_A + k;
  let apart = 8u * STRIDE_A;
  return mat4x4f(tileA[at], tileA[at + apart], tileA[at + 2u * apart], tileA[at + 3u * apart]);
}

fn fourTermsOfB(k: u32, column: u32) -> mat4x4f {
  let at = 4u * k * STRIDE_B + column;
  return mat4x4f(tileB[at], tileB[at + STRIDE_B], tileB[at + 2u * STRIDE_B], tileB[at + 3u * STRIDE_B]);
}

@compute @workgroup_size(8, 8)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) thread: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let mineA = blockOfThread(lane, TRANSPOSE_A == 0);
  let mineB = blockOfThread(lane, TRANSPOSE_B == 1);
  let row = group.y * TILE;
  let column = group.x * TILE;
  let sumRows = SUMS == 1 && group.x == 0u;
  var c00 = mat4x4f();
  var c01 = mat4x4f();
  var c10 = mat4x4f();
  var c11 = mat4x4f();
  var sums0 = vec4f();
  var sums1 = vec4f();
  let begin = group.z * parameters.chunk;
  let end = min(begin + parameters.chunk, parameters.depth);
  var nextA = blockOfA(row + 4u * mineA.x, begin + 4u * mineA.y);
  var nextB = blockOfB(begin + 4u * mineB.y, column + 4u * mineB.x);
  for (var k = begin; k < end; k += DEEP) {
    workgroupBarrier();
    keepA(4u * mineA.x * STRIDE_A + mineA.y, nextA);
    keepB(4u * mineB.y * STRIDE_B + mineB.x, nextB);
    workgroupBarrier();
    if (k + DEEP < end) {
      nextA = blockOfA(row + 4u * mineA.x, k + DEEP + 4u * mineA.y);
      nextB = blockOfB(k + DEEP + 4u * mineB.y, column + 4u * mineB.x);
    }
    for (var four = 0u; four < DEEP / 4u; four++) {
      let a0 = fourRowsOfA(thread.y, four);
      let a1 = fourRowsOfA(thread.y + 32u, four);
      let b0 = fourTermsOfB(four, thread.x);
      let b1 = fourTermsOfB(four, thread.x + 8u);
      c00 += b0 * a0;
      c01 += b1 * a0;
      c10 += b0 * a1;
      c11 += b1 * a1;
      if (sumRows) {
        sums0 += vec4f(1.0) * a0;
        sums1 += vec4f(1.0) * a1;
      }
    }
  }
  let left = column + 4u * thread.x;
  let top = row + thread.y;
  finishBlock(group.z, top, 8u, left, c00);
  finishBlock(group.z, top, 8u, left + 32u, c01);
  finishBlock(group.z, top + 32u, 8u, left, c10);
  finishBlock(group.z, top + 32u, 8u, left + 32u, c11);
  if (sumRows && thread.x == 0u) {
    finishSums(group.z, top, 8u, sums0);
    finishSums(group.z, top + 32u, 8u, sums1);
  }
}
