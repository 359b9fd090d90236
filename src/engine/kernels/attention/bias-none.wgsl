// For attention without a relative-position bias.
fn biasOfFour(_head: u32, _query: u32, _key: u32) -> vec4f { return vec4f(); }
