use guanxi_macros::ops;

struct Things;

#[ops]
impl Things {
    pub fn take(self) -> Result<(), ()> {
        Ok(())
    }
}

fn main() {}
