use guanxi_macros::ops;

struct Things;

#[ops]
impl Things {
    pub fn take<T>(&self, value: T) -> Result<(), ()> {
        Ok(())
    }
}

fn main() {}
