use guanxi_macros::ops;

struct Things;

#[ops]
impl Things {
    pub async fn take(&self) -> Result<(), ()> {
        Ok(())
    }
}

fn main() {}
