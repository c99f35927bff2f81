use guanxi_macros::ops;

struct Things;

#[ops]
impl Things {
    pub fn close(&self) -> Result<(), ()> {
        Ok(())
    }
}

fn main() {}
