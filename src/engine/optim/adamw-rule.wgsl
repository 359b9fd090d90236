// AdamW for one value: what the kernels that walk over the weights have in common.
struct Rule {
  clip: f32, // largest norm of the whole gradient; 0: no clipping
  beta1: f32,
  gain1: f32, // 1 - beta1, which float32 would round
  beta2: f32,
  gain2: f32, // 1 - beta2
  epsilon: f32,
  rate: f32, // the learning rate, with the bias correction of the first moment: divided by 1 - beta1^count
  correction: f32, // of the second moment: 1 / (1 - beta2^count)
}

struct Value { weight: f32, m: f32, v: f32 }

// `shrink` is 1 - rate * decay, `norm` the norm of the whole gradient.
fn moved(value: Value, gradient: f32, shrink: f32, rule: Rule, norm: f32) -> Value {
  var g = gradient;
  if (rule.clip > 0.0) { g *= min(1.0, rule.clip / (norm + 1e-6)); }
  let m = rule.beta1 * value.m + rule.gain1 * g;
  let v = rule.beta2 * value.v + rule.gain2 * g * g;
  let weight = value.weight * shrink - rule.rate * m / (sqrt(v * rule.correction) + rule.epsilon);
  return Value(weight, m, v);
}
