// For the gradient of attention without a relative-position bias.
fn biasOf(_head: u32, _query: u32, _key: u32) -> f32 { return 0.0; }
