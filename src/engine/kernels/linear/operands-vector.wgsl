// The operands of a matrix product, read four numbers at a time: their rows are multiples of 4 long.
@group(0) @binding(0) var<storage, read> a: array<vec4f>;
@group(0) @binding(1) var<storage, read> b: array<vec4f>;

fn fourOfA(at: u32, _rest: u32) -> vec4f { return a[at / 4u]; }

fn fourOfB(at: u32, _rest: u32) -> vec4f { return b[at / 4u]; }
