// A head's vector in parts of one number, for heads whose depth is no multiple of 4.
alias Part = f32;
const PARTS = DEPTH;

fn sumOf(part: Part) -> f32 { return part; }
