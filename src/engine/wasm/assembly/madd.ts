/** a b + c on four lanes: one fused operation in the build with relaxed SIMD, two elsewhere. */
// @ts-ignore: AssemblyScript decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(c, f32x4.mul(a, b));
}
