// What the gradient's passes need of a query: pairs (log-sum-exp, dy . out), [rows, heads, 2], and behind them the
// bias, if any: a pass may bind 8 buffers and no more. One thread a pair or a number of the bias.
struct Parameters { pairs: u32, biases: u32 }

@group(0) @binding(0) var<storage, read> y: array<Part>;
@group(0) @binding(1) var<storage, read> dy: array<Part>;
@group(0) @binding(2) var<storage, read> lse: array<f32>;
@group(0) @binding(3) var<storage, read> bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> stats: array<f32>;
@group(0) @binding(5) var<uniform> parameters: Parameters;

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let at = (group.y * groups.x + group.x) * 64u + lane;
  let pairs = parameters.pairs;
  if (at < pairs) {
    var sum = Part();
    for (var c = 0u; c < PARTS; c++) { sum += y[at * PARTS + c] * dy[at * PARTS + c]; }
    stats[2u * at] = lse[at];
    stats[2u * at + 1u] = sumOf(sum);
  } else if (at < pairs + parameters.biases) {
    stats[at + pairs] = bias[at - pairs];
  }
}
