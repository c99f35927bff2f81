use guanxi_macros::ops;

struct Things;

#[ops]
impl Things {
    pub fn take(&self, names: &[String]) -> Result<(), ()> {
        Ok(())
    }
}

fn main() {}
