use guanxi_macros::ops;

struct Things;

#[ops]
impl Things {
    #[op(nmae = "x")]
    pub fn take(&self) -> Result<(), ()> {
        Ok(())
    }
}

fn main() {}
