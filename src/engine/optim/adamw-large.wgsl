// AdamW for one large weight, in place. One thread a value.
struct Parameters { rule: Rule, size: u32, shrink: f32 }

@group(0) @binding(0) var<storage, read> gradient: array<f32>;
@group(0) @binding(1) var<storage, read> norm: array<f32>;
@group(0) @binding(2) var<storage, read_write> weight: array<f32>;
@group(0) @binding(3) var<storage, read_write> m: array<f32>;
@group(0) @binding(4) var<storage, read_write> v: array<f32>;
@group(0) @binding(5) var<uniform> parameters: Parameters;

@compute @workgroup_size(256)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let at = (group.y * groups.x + group.x) * 256u + lane;
  if (at >= parameters.size) { return; }
  let old = Value(weight[at], m[at], v[at]);
  let value = moved(old, gradient[at], parameters.shrink, parameters.rule, norm[0]);
  weight[at] = value.weight;
  m[at] = value.m;
  v[at] = value.v;
}
