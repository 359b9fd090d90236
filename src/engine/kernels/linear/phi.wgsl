// Phi(v) by Abramowitz and Stegun 7.1.26, from bell = exp(-v^2 / 2); absolute error below 1e-7.
fn phi(v: f32, bell: f32) -> f32 {
  let t = 1.0 / (1.0 + 0.3275911 * 0.70710678 * abs(v));
  let p = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  let tail = 0.5 * p * bell;
  return select(1.0 - tail, tail, v < 0.0);
}
