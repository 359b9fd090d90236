// For products whose row sums of op(A) nobody asks for.
fn finishSum(_part: u32, _row: u32, _value: f32) {}
