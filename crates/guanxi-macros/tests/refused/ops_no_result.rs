use guanxi_macros::ops;

struct Things;

#[ops]
impl Things {
    pub fn count(&self) -> u64 {
        0
    }
}

fn main() {}
