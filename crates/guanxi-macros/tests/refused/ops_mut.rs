use guanxi_macros::ops;

struct Things;

#[ops]
impl Things {
    pub fn take(&mut self) -> Result<(), ()> {
        Ok(())
    }
}

fn main() {}
