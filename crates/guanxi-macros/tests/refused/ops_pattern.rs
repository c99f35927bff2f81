use guanxi_macros::ops;

struct Things;

#[ops]
impl Things {
    pub fn take(&self, (a, b): (i64, i64)) -> Result<(), ()> {
        Ok(())
    }
}

fn main() {}
