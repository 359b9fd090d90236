// The loss of each row of a score matrix and its slope, both times the row's weight; see contrast.ts. With OUT = 0
// LSE(candidates) - LSE(positives), with OUT = 1 LSE(candidates) - the mean score of the positives.
struct Parameters { rows: u32, columns: u32 }

@group(0) @binding(0) var<storage, read> scores: array<f32>;
@group(0) @binding(1) var<storage, read> positive: array<f32>;
@group(0) @binding(2) var<storage, read> candidate: array<f32>;
@group(0) @binding(3) var<storage, read> weights: array<f32>;
@group(0) @binding(4) var<storage, read_write> losses: array<f32>;
@group(0) @binding(5) var<storage, read_write> slopes: array<f32>;
@group(0) @binding(6) var<uniform> parameters: Parameters;

const LOWEST = -3.0e38;

fn processRow(row: u32, lane: u32, lanes: u32) {
  let begin = row * parameters.columns + lane;
  let end = (row + 1u) * parameters.columns;
  let weight = weights[row];
  if (weight == 0.0) {
    for (var at = begin; at < end; at += lanes) { slopes[at] = 0.0; }
    if (lane == 0u) { losses[row] = 0.0; }
    return;
  }
  // Two maxima: beside a far better candidate, exp of every positive could vanish.
  var high = LOWEST;
  var high_positive = LOWEST;
  for (var at = begin; at < end; at += lanes) {
    if (candidate[at] > 0.0) { high = max(high, scores[at]); }
    if (positive[at] > 0.0) { high_positive = max(high_positive, scores[at]); }
  }
  high = greatestOfRow(high, lane);
  high_positive = greatestOfRow(high_positive, lane);
  var sum = 0.0;
  var pulled = 0.0; // the sum of exponentials of the positives' scores, or of the scores themselves
  var positives = 0.0;
  for (var at = begin; at < end; at += lanes) {
    if (candidate[at] > 0.0) { sum += exp(scores[at] - high); }
    if (positive[at] > 0.0) {
      positives += 1.0;
      if (OUT == 1) { pulled += scores[at]; } else { pulled += exp(scores[at] - high_positive); }
    }
  }
  sum = sumOfRow(sum, lane);
  pulled = sumOfRow(pulled, lane);
  positives = max(1.0, sumOfRow(positives, lane));
  for (var at = begin; at < end; at += lanes) {
    var slope = 0.0;
    if (candidate[at] > 0.0) { slope = exp(scores[at] - high) / sum; }
    if (positive[at] > 0.0) {
      if (OUT == 1) { slope -= 1.0 / positives; } else { slope -= exp(scores[at] - high_positive) / pulled; }
    }
    slopes[at] = slope * weight;
  }
  if (lane == 0u) {
    let target_score = select(high_positive + log(pulled), pulled / positives, OUT == 1);
    losses[row] = (high + log(sum) - target_score) * weight;
  }
}
