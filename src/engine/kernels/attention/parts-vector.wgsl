// A head's vector in parts of four numbers.
alias Part = vec4f;
const PARTS = DEPTH / 4u;

fn sumOf(part: Part) -> f32 { return part.x + part.y + part.z + part.w; }
